"""Step 7, bind: the two kinds of PDF that can be made, and what each calls a piece of text.

One file keeps to several standards at once. PDF 1.7: PDF/UA-1 and PDF/A-2a. PDF 2.0: PDF/UA-2,
WTPDF 1.0 for accessibility and for reuse, and PDF/A-4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Standard:
    """A version of PDF with its names for structure types.

    `names` gives this version's name for a role where it is another one; `flavours` are
    veraPDF's names for the standards that a file keeps to.
    """

    version: str
    flavours: tuple[str, ...]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_namespaces(self) -> bool:
        """Whether structure types belong to namespaces, and links lead to elements."""
        return self.version == "2.0"


PDF_1_7 = Standard("1.7", ("ua1", "2a"), {"Strong": "Span", "Em": "Span", "Aside": "Sect"})
PDF_2_0 = Standard("2.0", ("ua2", "wt1a", "wt1r", "4"), {"Note": "FENote"})

STANDARDS = {one.version: one for one in (PDF_1_7, PDF_2_0)}

NAMESPACE_1_7 = "http://iso.org/pdf/ssn"
NAMESPACE_2_0 = "http://iso.org/pdf2/ssn"

ONLY_IN_1_7 = frozenset({"TOC", "TOCI", "Reference", "BibEntry", "BlockQuote", "Code"})
"""Types that PDF 2.0 takes from the namespace of PDF 1.7 (ISO 32000-2, 14.8.6)."""
