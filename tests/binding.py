"""Goes steps 6 and 7 for one edition of a book that is already assembled."""

from __future__ import annotations

from plainleaf.artifacts import Artifact, Pages
from plainleaf.book import Book
from plainleaf.build import bind_epub, compose_pages, make_print, number_pages, page_map_of
from plainleaf.diagnostics import Outcome
from plainleaf.editions import Edition, Kind, Profile, styles_folder
from plainleaf.outputs.pdf import bind, lay_out
from plainleaf.settings import Settings


def bound(
    book: Book, settings: Settings, edition: Edition, profile: Profile
) -> tuple[Pages, Outcome[Artifact]]:
    """Compose and bind one edition, and return its pages too, for the proof."""
    styles = styles_folder()
    pages = compose_pages(book, settings, edition, profile, styles)
    if edition.kind is Kind.EPUB:
        pages = number_pages(pages, page_map_of(book, settings, profile, styles)).value
        made = bind_epub(pages, book, settings, edition)
    else:
        made = make_print(pages, settings, edition, (edition.name,))
    assert made.value.artifact is not None
    return pages, Outcome(made.value.artifact, made.diagnostics)


def make_pdf(pages: Pages, settings: Settings, edition: Edition) -> Outcome[Artifact]:
    """Lay out composed pages and bind them."""
    laid_out = lay_out(pages, settings, edition)
    made = bind(laid_out.value, settings)
    return Outcome(made.value, (*laid_out.diagnostics, *made.diagnostics))
