"""Step 7, lay out and bind: one composed document → its pages, then one tagged PDF.

WeasyPrint gets only the files that compose put there, and only the bundled fonts. Whatever it
logs is turned into diagnostics: it logs much that ought to stop a build.
"""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from plainleaf import rules
from plainleaf.artifacts import Artifact, Asset, Pages
from plainleaf.diagnostics import Diagnostic, Outcome, Place
from plainleaf.editions import Edition
from plainleaf.outputs.pdf.linebreaks import mark_line_breaks
from plainleaf.outputs.pdf.marking import mark_while_painting
from plainleaf.outputs.pdf.metadata import write_metadata
from plainleaf.outputs.pdf.pagestarts import map_pages
from plainleaf.outputs.pdf.standard import STANDARDS
from plainleaf.outputs.pdf.structure import write_structure
from plainleaf.outputs.pdf.tree import Plan, plan
from plainleaf.outputs.pdf.words import ReadingOrderError, find_missing_spaces
from plainleaf.pagemap import PageMap
from plainleaf.settings import Settings

BASE = "https://leaflet.invalid/"
"""The address that relative links start from; names under .invalid lead nowhere (RFC 2606)."""


@dataclass(frozen=True)
class Layout:
    """A print edition's document on its pages, before it is bound.

    `is_in_order` says whether its pages read as the document does.
    """

    document: Any
    plan: Plan
    edition: Edition
    name: str
    assets: tuple[Asset, ...]
    is_in_order: bool

    def page_map(self) -> Outcome[PageMap | None]:
        """Return where each page begins; None, with what is wrong, where that cannot be told."""
        if not self.is_in_order:
            return Outcome(None)
        return map_pages(self.document, self.plan, self.edition, self.name)


def lay_out(pages: Pages, settings: Settings, edition: Edition) -> Outcome[Layout]:
    """Lay out a print edition's document and plan its tag tree."""
    _use_bundled_fonts_only()
    with warnings.catch_warnings():
        # It warns that no system font is there, which is what we want.
        warnings.filterwarnings("ignore", message="No fonts configured")
        import weasyprint  # costs a second, and only print needs it

    (page,) = pages.pages
    name = edition.file_name(settings.slug)
    with _listening() as complaints:
        document = weasyprint.HTML(
            string=mark_line_breaks(page.xhtml), base_url=BASE, url_fetcher=_fetcher(pages.assets)
        ).render()
        _drop_inherited_links(document)
        planned = plan(document)
        mixed = tuple(_order_faults(planned, document, name))
    layout = Layout(document, planned, edition, name, pages.assets, not mixed)
    return Outcome(layout, (*_all_told(complaints, layout), *mixed))


def _order_faults(planned: Plan, document: Any, name: str) -> Iterator[Diagnostic]:
    """Hold the tag tree against the document, and tell where it does not read as that does."""
    try:
        find_missing_spaces(planned.root, document)
    except ReadingOrderError as fault:
        yield rules.OUT_OF_ORDER.at(Place(name), near=fault.near)


def bind(layout: Layout, settings: Settings) -> Outcome[Artifact]:
    """Bind laid-out pages, tagged, bookmarked and fit to keep. It can be done once."""
    with _listening() as complaints:
        data = _bound(layout, settings)
    artifact = Artifact(
        name=layout.name,
        edition=layout.edition.name,
        title=settings.title,
        language=settings.language,
        media_type="application/pdf",
        data=data,
    )
    return Outcome(artifact, _all_told(complaints, layout))


def _all_told(complaints: list[str], layout: Layout) -> tuple[Diagnostic, ...]:
    """Return what to tell of all complaints, each once."""
    return tuple(_told(one, layout.name, layout.assets) for one in dict.fromkeys(complaints))


def _told(complaint: str, name: str, assets: tuple[Asset, ...]) -> Diagnostic:
    """Return what to tell of a complaint: the picture that it names, or the style sheets."""
    for asset in assets:
        if asset.media_type.startswith("image/") and f"{BASE}{quote(asset.path)}" in complaint:
            reason = "cannot be drawn: it has numbers or shapes that make no sense"
            return rules.BAD_IMAGE.at(Place(asset.path), file=asset.path, reason=reason)
    return rules.LAYOUT_COMPLAINT.at(Place(name), complaint=complaint)


def _bound(layout: Layout, settings: Settings) -> bytes:
    """Return laid-out pages as a PDF with a tag tree of our own."""
    standard = STANDARDS[settings.pdf]
    document, planned = layout.document, layout.plan
    mark_while_painting(document, planned)

    def finish(_document: Any, pdf: Any) -> None:
        write_structure(pdf, document, planned, standard)
        write_metadata(pdf, settings, standard)

    data: bytes = document.write_pdf(
        finisher=finish,
        pdf_tags=False,
        pdf_version=standard.version,
        pdf_identifier=True,
        output_intent="srgb",
    )
    return data


def _drop_inherited_links(document: Any) -> None:
    """Keep one annotation for each box of a link, and none for the boxes inside it.

    WeasyPrint 70.0 gives an inline element within a link an annotation of its own, above the
    link's, so that a screen reader would meet the link twice.
    """
    for page in document.pages:
        page.links = [link for link in page.links if link[3].link]


def _fetcher(assets: tuple[Asset, ...]) -> Any:
    """Return a fetcher that serves the given assets and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    by_path = {asset.path: asset for asset in assets}

    class AssetFetcher(URLFetcher):  # type: ignore[misc]
        """Serves what compose put there; the network and the disk stay out of reach."""

        def fetch(self, url: str, _headers: object = None) -> URLFetcherResponse:
            """Return the asset at a URL.

            Raises:
                ValueError: no asset is there; WeasyPrint logs it.
            """
            path = unquote(urlsplit(url).path).lstrip("/")
            if not url.startswith(BASE) or path not in by_path:
                raise ValueError(f"{url} is not part of this leaflet")
            asset = by_path[path]
            return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})

    return AssetFetcher()


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what WeasyPrint and fontTools log while the block runs."""
    heard: list[str] = []

    class Ear(logging.Handler):
        """Keeps each message."""

        def emit(self, record: logging.LogRecord) -> None:
            """Keep one message."""
            heard.append(record.getMessage())

    ear = Ear(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    before, propagates = logger.level, logger.propagate
    logger.addHandler(ear)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(ear)
        logger.setLevel(before)
        logger.propagate = propagates


@cache
def _use_bundled_fonts_only() -> tempfile.TemporaryDirectory[str]:
    """Point fontconfig at a configuration without any system font, for this process.

    A font that happens to be installed would otherwise change the bytes. The folder lives as
    long as the process; the cache keeps hold of it.
    """
    folder = tempfile.TemporaryDirectory(prefix="plainleaf-fonts-")
    config = Path(folder.name) / "fonts.conf"
    config.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n'
        f"<fontconfig><cachedir>{folder.name}/cache</cachedir></fontconfig>\n",
        encoding="utf-8",
    )
    os.environ["FONTCONFIG_FILE"] = str(config)
    return folder
