"""The main path: a manuscript's folder → finished, proved files. Each step stands below.

1 configure   leaflet.toml → Settings
2 gather      the folder → Manuscript
3 parse       each chapter's Markdown → Chapter
4 assemble    chapters, glossary, references → Book
5 check       Book → diagnostics; errors stop here
6 compose     Book, Edition → Pages; the EPUB's are marked with the pages of print
7 bind        Pages → Artifact; print is laid out first, which gives its PageMap
8 proof       Artifact → diagnostics; what is clean is published
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from plainleaf.artifacts import FONT, Artifact, Pages
from plainleaf.assemble import assemble
from plainleaf.book import Book
from plainleaf.checks import check, read_as_editor
from plainleaf.diagnostics import Diagnostic, Outcome, has_errors, in_order
from plainleaf.editions import EDITIONS, Edition, Kind, Profile, read_profile
from plainleaf.language.measures import Reading, measure
from plainleaf.manifest import MANIFEST_FILE, write_manifest
from plainleaf.manuscript import Manuscript, gather
from plainleaf.markdown import parse
from plainleaf.pagemap import PageMap
from plainleaf.settings import EPUB_EDITION, Settings, read_settings
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


@dataclass(frozen=True)
class Made:
    """What step 7 makes of one edition: a file where it is wanted, print's page map where needed.

    The page map comes with what was found on the way to it.
    """

    artifact: Artifact | None
    page_map: Outcome[PageMap | None] | None = None


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
    wanted = tuple(editions or settings.editions)
    page_map = None
    fonts: set[str] = set()
    for edition in editions_in_turn(wanted, settings):
        is_wanted = edition.name in wanted
        progress(f"Making {edition.title}" if is_wanted else f"Laying out {edition.title}")
        pages = compose_pages(book, settings, edition, profile, styles)
        if edition.kind is Kind.PDF:
            made = make_print(pages, settings, edition, wanted)
            if made.value.page_map:
                page_map = made.value.page_map.value
                found += made.value.page_map.diagnostics
        else:
            numbered = number_pages(pages, page_map)
            pages = numbered.value
            made = bind_epub(pages, book, settings, edition)
            found += numbered.diagnostics
        found += made.diagnostics
        artifact = made.value.artifact
        if artifact is None:
            continue
        progress(f"Proving {artifact.name}")
        if not has_errors(made.diagnostics):
            found += proof(artifact, pages, settings, edition, profile)
        artifacts.append(artifact)
        fonts |= {asset.name for asset in pages.assets if asset.media_type == FONT}
    proved = set(settings.editions) <= set(wanted)
    diagnostics = in_order(apply_waivers(in_order(found), settings, today, proved=proved))
    if has_errors(diagnostics):
        return Built(diagnostics, chapters)
    listed = manifest(artifacts, settings, checked.manuscript, fonts)
    return Built(diagnostics, chapters, tuple(artifacts), listed)


def editions_in_turn(wanted: Sequence[str], settings: Settings) -> Iterator[Edition]:
    """Yield the editions to go through, print first.

    An EPUB carries the page numbers of print, and it is to be the same whatever is made with it:
    so the edition that they come from is laid out even where only the EPUB is wanted.
    """
    for edition in EDITIONS.values():
        if edition.name in wanted or _numbers_the_epub(edition, wanted, settings):
            yield edition


def _numbers_the_epub(edition: Edition, wanted: Sequence[str], settings: Settings) -> bool:
    """Return whether an EPUB is to be made that carries the page numbers of an edition."""
    return edition == settings.page_source and EPUB_EDITION in wanted


# Steps 6 to 8. Their imports are heavy, and `check` must stay quick: they stand inside.


def compose_pages(
    book: Book, settings: Settings, edition: Edition, profile: Profile, styles: Path
) -> Pages:
    """Step 6: compose the pages of one edition."""
    from plainleaf.pages import compose

    return compose(book, settings, edition, profile, styles)


def number_pages(pages: Pages, page_map: PageMap | None) -> Outcome[Pages]:
    """Step 6: mark in composed pages where each page of print begins; without print, nowhere."""
    from plainleaf.pagebreaks import mark_pages

    return mark_pages(pages, page_map) if page_map else Outcome(pages)


def page_map_of(book: Book, settings: Settings, profile: Profile, styles: Path) -> PageMap | None:
    """Step 7: lay out the edition that an EPUB's page numbers come from, and map its pages.

    None where the leaflet names no print edition, or its pages cannot be told apart.
    """
    from plainleaf.outputs.pdf import lay_out

    if settings.page_source is None:
        return None
    pages = compose_pages(book, settings, settings.page_source, profile, styles)
    return lay_out(pages, settings, settings.page_source).value.page_map().value


def make_print(
    pages: Pages, settings: Settings, edition: Edition, wanted: Sequence[str]
) -> Outcome[Made]:
    """Step 7: lay out print; map its pages where an EPUB needs that, bind it where it is wanted."""
    from plainleaf.outputs.pdf import bind, lay_out

    laid_out = lay_out(pages, settings, edition)
    page_map, artifact, found = None, None, laid_out.diagnostics
    if _numbers_the_epub(edition, wanted, settings):
        page_map = laid_out.value.page_map()
    if edition.name in wanted:
        bound = bind(laid_out.value, settings)
        artifact, found = bound.value, (*found, *bound.diagnostics)
    return Outcome(Made(artifact, page_map), found)


def bind_epub(pages: Pages, book: Book, settings: Settings, edition: Edition) -> Outcome[Made]:
    """Step 7: bind composed pages into one EPUB."""
    from plainleaf.outputs.epub import bind
    from plainleaf.pages import file_of_ids

    return Outcome(Made(bind(pages, settings, book, edition, file_of_ids(book))))


def proof(
    artifact: Artifact, pages: Pages | None, settings: Settings, edition: Edition, profile: Profile
) -> tuple[Diagnostic, ...]:
    """Step 8: read a finished file back and judge it; without its pages, all but its text."""
    if edition.kind is Kind.EPUB:
        from plainleaf.proof.epub import prove as prove_epub

        return prove_epub(artifact, pages, settings)
    from plainleaf.fonts import bundled_fonts
    from plainleaf.proof.pdf import Expectation, telling_of_document
    from plainleaf.proof.pdf import prove as prove_pdf
    from plainleaf.running import running_matter

    matter = running_matter(settings)
    expectation = Expectation(
        title=settings.title,
        language=settings.language,
        families=tuple(dict.fromkeys(face.family for face in bundled_fonts())),
        running=tuple(one for one in (matter.draft, matter.identity) if one),
        text=tuple(text for page in pages.pages for text in page.text) if pages else (),
        page_of=matter.page_of,
        telling=telling_of_document(pages.pages[0].xhtml) if pages else None,
    )
    return prove_pdf(artifact, edition, profile, expectation)


def manifest(
    artifacts: Sequence[Artifact],
    settings: Settings,
    manuscript: Manuscript,
    fonts: Collection[str],
) -> bytes:
    """Step 8: say what was made, and from what."""
    engines: dict[str, str] = {}
    has_print = any(artifact.name.endswith(Kind.PDF.value) for artifact in artifacts)
    # An EPUB's page numbers are those of print, so what lays print out counts for it too.
    if has_print or settings.page_source:
        from plainleaf.outputs.pdf.engine import engine_versions

        engines = engine_versions()
    return write_manifest(artifacts, settings, manuscript, engines, fonts)
