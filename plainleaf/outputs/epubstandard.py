"""Step 7, bind: the two kinds of EPUB that can be made, and what each says about itself.

EPUB 3.3 with EPUB Accessibility 1.1 is what shops, reading systems and EPUBCheck know. EPUB 3.4
with EPUB Accessibility 1.2 are drafts of the W3C (candidates since July 2026); they name the print
that page numbers come from in a new way, and have an address for questions. Both are written as
version 3.0 of the package document, as both standards ask.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class EpubStandard:
    """A version of EPUB, with what its metadata may say.

    `conformance` is the one string, letter by letter, that claims conformance to its EPUB
    Accessibility. `has_source_of` says that the source of the page numbers is also told in the
    way of before; `has_contact_email` that readers may be told whom to ask.
    """

    version: str
    conformance: str
    has_source_of: bool
    has_contact_email: bool


EPUB_3_3 = EpubStandard("3.3", "EPUB Accessibility 1.1 - WCAG 2.2 Level AA", True, False)
EPUB_3_4 = EpubStandard("3.4", "EPUB Accessibility 1.2 - WCAG 2.2 Level AA", False, True)

EPUB_STANDARDS = {one.version: one for one in (EPUB_3_3, EPUB_3_4)}
