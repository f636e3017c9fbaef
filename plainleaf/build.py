"""The main path: a manuscript's folder → finished, proved files. Each step stands below.

1 configure   leaflet.toml → Settings
2 gather      the folder → Manuscript
3 parse       each chapter's Markdown → Chapter
4 assemble    chapters, glossary, references → Book
5 check       Book → diagnostics; errors stop here
6 compose     Book, Edition → Pages
7 bind        Pages → Artifact
8 proof       Artifact → diagnostics; what is clean is published
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plainleaf.artifacts import Artifact, Pages
from plainleaf.assemble import assemble
from plainleaf.book import Book
from plainleaf.checks import check, read_as_editor
from plainleaf.diagnostics import Diagnostic, Outcome, has_errors, in_order
from plainleaf.editions import EDITIONS, Edition, Kind, Profile, read_profile
from plainleaf.language.measures import Reading, measure
from plainleaf.manifest import MANIFEST_FILE, write_manifest
from plainleaf.manuscript import Manuscript, gather
from plainleaf.markdown import parse
from plainleaf.settings import Settings, read_settings
from plainleaf.waivers import apply_waivers

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Checked:
    """A manuscript after step 5; settings and book are there as far as faults let them be.

    `found` is all that the rules found; `diagnostics` is what is left to tell after waivers.
    """

    manuscript: Manuscript
    diagnostics: tuple[Diagnostic, ...]
    found: tuple[Diagnostic, ...] = ()
    settings: Settings | None = None
    book: Book | None = None
    profile: Profile | None = None

    @cached_property
    def reading(self) -> Reading | None:
        """How hard the text is to read, as far as faults let it be read at all."""
        if self.settings is None or self.book is None:
            return None
        return measure(self.book, self.settings.language, self.settings.not_abbreviations)


@dataclass(frozen=True)
class Built:
    """What a build comes to; `files` are empty where an error stopped it."""

    diagnostics: tuple[Diagnostic, ...]
    chapters: int
    artifacts: tuple[Artifact, ...] = ()
    manifest: bytes = b""

    @property
    def files(self) -> dict[str, bytes]:
        """The files to publish, the manifest last, since it speaks of the others."""
        if not self.artifacts:
            return {}
        files = {artifact.name: artifact.data for artifact in self.artifacts}
        return files | {MANIFEST_FILE: self.manifest}


def check_manuscript(folder: Path, styles: Path, today: datetime.date) -> Checked:
    """Go through steps 1 to 5 and return all that they found.

    Raises:
        OSError: a file that is there cannot be read.
    """
    gathered = gather(folder)
    manuscript, found = gathered.value, [*gathered.diagnostics]
    if manuscript.settings is None:
        return Checked(manuscript, in_order(found))

    configured = read_settings(manuscript.settings.text, styles)
    parsed = [parse(source) for source in manuscript.chapters]
    book = assemble(tuple(one.value for one in parsed), manuscript)
    found += configured.diagnostics
    found += [fault for one in parsed for fault in one.diagnostics]
    found += book.diagnostics
    settings = configured.value
    if settings is None:
        return Checked(manuscript, in_order(found))

    profile = read_profile(styles, settings.profile)
    found += check(book.value, settings, profile, tuple(found))
    found += read_as_editor(book.value, settings, today, tuple(found))
    told = apply_waivers(in_order(found), settings, today)
    return Checked(manuscript, in_order(told), in_order(found), settings, book.value, profile)


def build(
    folder: Path,
    styles: Path,
    today: datetime.date,
    editions: Sequence[str] = (),
    progress: Progress = lambda _step: None,
) -> Built:
    """Go through all steps but the last, which writes; no editions means those of the leaflet.

    Raises:
        OSError: a file that is there cannot be read.
    """
    progress("Reading and checking the manuscript")
    checked = check_manuscript(folder, styles, today)
    chapters = len(checked.manuscript.chapters)
    settings, book, profile = checked.settings, checked.book, checked.profile
    if has_errors(checked.diagnostics) or not (settings and book and profile):
        return Built(checked.diagnostics, chapters)

    found = [*checked.found]
    artifacts = []
    wanted = editions or settings.editions
    for edition in (one for name, one in EDITIONS.items() if name in wanted):
        progress(f"Making {edition.title}")
        pages = compose_pages(book, settings, edition, profile, styles)
        bound = bind(pages, book, settings, edition)
        progress(f"Proving {bound.value.name}")
        found += bound.diagnostics
        if not has_errors(bound.diagnostics):
            found += proof(bound.value, pages, settings, edition, profile)
        artifacts.append(bound.value)
    proved = set(settings.editions) <= set(wanted)
    diagnostics = in_order(apply_waivers(in_order(found), settings, today, proved=proved))
    if has_errors(diagnostics):
        return Built(diagnostics, chapters)
    return Built(
        diagnostics, chapters, tuple(artifacts), manifest(artifacts, settings, checked.manuscript)
    )


# Steps 6 to 8. Their imports are heavy, and `check` must stay quick: they stand inside.


def compose_pages(
    book: Book, settings: Settings, edition: Edition, profile: Profile, styles: Path
) -> Pages:
    """Step 6: compose the pages of one edition."""
    from plainleaf.pages import compose

    return compose(book, settings, edition, profile, styles)


def bind(pages: Pages, book: Book, settings: Settings, edition: Edition) -> Outcome[Artifact]:
    """Step 7: lay out and bind composed pages into one file."""
    if edition.kind is Kind.EPUB:
        from plainleaf.outputs.epub import bind as bind_epub
        from plainleaf.pages import file_of_ids

        return Outcome(bind_epub(pages, settings, book, edition, file_of_ids(book)))
    from plainleaf.outputs.pdf import make_pdf

    return make_pdf(pages, settings, edition)


def proof(
    artifact: Artifact, pages: Pages, settings: Settings, edition: Edition, profile: Profile
) -> tuple[Diagnostic, ...]:
    """Step 8: read a finished file back and judge it."""
    if edition.kind is Kind.EPUB:
        from plainleaf.proof.epub import prove as prove_epub

        return prove_epub(artifact, pages)
    from plainleaf.fonts import bundled_fonts
    from plainleaf.proof.pdf import Expectation
    from plainleaf.proof.pdf import prove as prove_pdf
    from plainleaf.running import running_matter

    matter = running_matter(settings)
    expectation = Expectation(
        title=settings.title,
        language=settings.language,
        families=tuple(dict.fromkeys(face.family for face in bundled_fonts())),
        running=tuple(one for one in (matter.draft, matter.identity) if one),
        text=tuple(text for page in pages.pages for text in page.text),
        page_of=matter.page_of,
    )
    return prove_pdf(artifact, edition, profile, expectation)


def manifest(artifacts: Sequence[Artifact], settings: Settings, manuscript: Manuscript) -> bytes:
    """Step 8: say what was made, and from what."""
    engines: dict[str, str] = {}
    if any(artifact.name.endswith(Kind.PDF.value) for artifact in artifacts):
        from plainleaf.outputs.pdf.engine import engine_versions

        engines = engine_versions()
    return write_manifest(artifacts, settings, manuscript, engines)
