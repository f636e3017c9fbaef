"""Times the parts of a PDF's build side by side: layout, our tags, WeasyPrint's own, the proof.

All turns are taken in one process, so that ratios hold even where seconds drift; processor time,
medians. In each turn the leaflet is laid out and written three times, in changing order: without
tags, with WeasyPrint's own, and with ours. What ours cost is the difference to the first.
"""

from __future__ import annotations

import datetime
import gc
import hashlib
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click

from plainleaf.artifacts import Artifact
from plainleaf.build import check_manuscript, compose_pages, proof
from plainleaf.editions import EDITIONS, styles_folder
from plainleaf.outputs.pdf import layout
from plainleaf.outputs.pdf.linebreaks import mark_line_breaks
from plainleaf.outputs.pdf.tree import plan
from plainleaf.outputs.pdf.words import find_missing_spaces
from plainleaf.settings import Settings

DAY = datetime.date(2026, 11, 23)
EDITION = EDITIONS["large-print"]

MOST_TAGS_OF_BUILD = 0.10
MOST_TAGS_TO_STOCK = 1.10
MOST_PROOF_OF_BUILD = 0.15
MOST_GROWTH = 1.25

Value = TypeVar("Value")


@dataclass(frozen=True)
class Turn:
    """What one build of a PDF took, part by part, in seconds of processor time."""

    before: float
    lay_out: float
    untagged: float
    stock: float
    ours: float
    proof: float

    @property
    def build(self) -> float:
        """The whole build, from the manuscript to the proved file."""
        return self.before + self.lay_out + self.ours + self.proof


@dataclass(frozen=True)
class Cost:
    """The medians of a leaflet's turns, its pages, and whether all turns gave the same bytes."""

    name: str
    pages: int
    turn: Turn
    is_same: bool

    @property
    def tags(self) -> float:
        """What our tagging and finishing take beyond a write without any."""
        return self.turn.ours - self.turn.untagged


def cost_of(name: str, manuscript: Path, turns: int) -> Cost:
    """Build a manuscript's large-print PDF several times and return what its parts cost."""
    taken: list[Turn] = []
    sums: set[str] = set()
    pages = 0
    for turn in range(turns + 1):
        one, data, pages = _turn(manuscript, turn)
        sums.add(hashlib.sha256(data).hexdigest())
        if turn:
            # The first one pays for imports and caches.
            taken.append(one)
    medians = {
        part.name: statistics.median(getattr(one, part.name) for one in taken)
        for part in fields(Turn)
    }
    return Cost(name, pages, Turn(**medians), len(sums) == 1)


def _turn(manuscript: Path, number: int) -> tuple[Turn, bytes, int]:
    styles = styles_folder()
    before, (checked, pages) = _timed(lambda: _composed(manuscript, styles))
    settings, profile = checked.settings, checked.profile
    writes: dict[str, Callable[[Any], bytes]] = {
        "untagged": lambda document: _written(document, pdf_tags=False),
        "stock": lambda document: _written(document, pdf_variant="pdf/ua-1"),
        "ours": lambda document: _ours(document, settings),
    }
    names = [*writes][number % 3 :] + [*writes][: number % 3]
    made = {name: _made(pages, writes[name]) for name in names}
    data = made["ours"].data
    artifact = Artifact(
        EDITION.file_name(settings.slug),
        EDITION.name,
        settings.title,
        settings.language,
        "application/pdf",
        data,
    )
    proved, found = _timed(lambda: proof(artifact, pages, settings, EDITION, profile))
    if any(one.is_error for one in found):
        raise SystemExit(f"{manuscript} does not pass the proof: {found[0].message}")
    turn = Turn(
        before=before,
        lay_out=made["ours"].lay_out,
        untagged=made["untagged"].write,
        stock=made["stock"].write,
        ours=made["ours"].write,
        proof=proved,
    )
    return turn, data, made["ours"].pages


@dataclass(frozen=True)
class _Made:
    """A document that was laid out and written: what that took, its pages and its bytes."""

    lay_out: float
    write: float
    pages: int
    data: bytes


def _made(pages: Any, write: Callable[[Any], bytes]) -> _Made:
    """Lay pages out anew and write them; a build has let go of the document by its proof."""
    lay_out, document = _timed(lambda: _laid_out(pages))
    seconds, data = _timed(partial(write, document))
    count = len(document.pages)
    del document
    gc.collect()
    return _Made(lay_out, seconds, count, data)


def _composed(manuscript: Path, styles: Path) -> Any:
    checked = check_manuscript(manuscript, styles, DAY)
    if checked.book is None or checked.settings is None or checked.profile is None:
        raise SystemExit(f"{manuscript} has faults; mend them first")
    pages = compose_pages(checked.book, checked.settings, EDITION, checked.profile, styles)
    return checked, pages


def _laid_out(pages: Any) -> Any:
    layout._use_bundled_fonts_only()
    import weasyprint

    return weasyprint.HTML(
        string=mark_line_breaks(pages.pages[0].xhtml),
        base_url=layout.BASE,
        url_fetcher=layout._fetcher(pages.assets),
    ).render()


def _ours(document: Any, settings: Settings) -> bytes:
    """Plan our tags for a laid-out document and write it with them."""
    layout._drop_inherited_links(document)
    planned = plan(document)
    find_missing_spaces(planned.root, document)
    return layout._bound(layout.Layout(document, planned, EDITION, "", (), True), settings)


def _written(document: Any, **options: Any) -> bytes:
    data: bytes = document.write_pdf(pdf_identifier=True, output_intent="srgb", **options)
    return data


def _timed(act: Callable[[], Value]) -> tuple[float, Value]:
    start = time.process_time()
    value = act()
    return time.process_time() - start, value


def tell(costs: list[Cost]) -> None:
    """Print a table of the costs and of the limits that they must keep."""
    head = f"{'large-print PDF':<16}{'pages':>6}{'build':>8}{'layout':>8}{'write':>8}{'stock':>8}"
    click.echo(f"{head}{'ours':>8}{'proof':>8}  bytes")
    for one in costs:
        turn = one.turn
        seconds = (turn.build, turn.lay_out, turn.untagged, turn.stock, turn.ours, turn.proof)
        row = "".join(f"{part:8.2f}" for part in seconds)
        same = "the same" if one.is_same else "DIFFERENT"
        click.echo(f"{one.name:<16}{one.pages:>6}{row}  {same}")
    first = costs[0]
    _limit("our tags, of the build", first.tags / first.turn.build, MOST_TAGS_OF_BUILD)
    _limit(
        "our write, to WeasyPrint's tagged", first.turn.ours / first.turn.stock, MOST_TAGS_TO_STOCK
    )
    _limit("proof, of the build", first.turn.proof / first.turn.build, MOST_PROOF_OF_BUILD)
    if len(costs) > 2:
        # Both are copies of the same chapters; the leaflet itself has more notes than text.
        small, large = costs[1], costs[-1]
        growth = (large.turn.ours / large.pages) / (small.turn.ours / small.pages)
        _limit("our write a page, most pages to fewer", growth, MOST_GROWTH)
        growth = (large.turn.proof / large.pages) / (small.turn.proof / small.pages)
        _limit("proof a page, most pages to fewer", growth, MOST_GROWTH)


def _limit(what: str, found: float, most: float) -> None:
    verdict = "kept" if found <= most else "MISSED"
    click.echo(f"  {what:<42}{found:6.2f}   at most {most:.2f}: {verdict}")
