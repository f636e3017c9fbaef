"""Step 8, proof: which marked content is open while a page is painted, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from plainleaf.proof.pdf.structure import Leaf, Structure


@dataclass
class _Marked:
    """A piece of marked content; `said` once its ActualText has been given."""

    mcid: int | None
    is_artifact: bool
    actual_text: str | None
    said: bool = False


@dataclass
class Marking:
    """Keeps what is open, from the outside in; `streams` are the page and forms at work."""

    structure: Structure
    streams: list[int] = field(default_factory=list)
    _open: list[_Marked] = field(default_factory=list)
    _said: set[int] = field(default_factory=set)

    def begin(self, tag: str, properties: Mapping[str, Any]) -> None:
        """Open a piece of marked content."""
        self._open.append(
            _Marked(
                mcid=int(properties["/MCID"]) if "/MCID" in properties else None,
                is_artifact=tag == "/Artifact",
                actual_text=str(properties["/ActualText"]) if "/ActualText" in properties else None,
            )
        )

    def end(self) -> None:
        """Close the innermost piece."""
        if self._open:
            self._open.pop()

    def leaf(self) -> Leaf | None:
        """Return the leaf of the tag tree that is being painted; None for running matter."""
        if self.is_artifact:
            return None
        mcid = next((one.mcid for one in reversed(self._open) if one.mcid is not None), None)
        if mcid is None:
            return None
        # A form may have marks of its own or use those of its page.
        found = (self.structure.leaf((stream, mcid)) for stream in reversed(self.streams))
        return next((leaf for leaf in found if leaf is not None), None)

    @property
    def is_artifact(self) -> bool:
        """Whether what is being painted is marked as decoration or running matter."""
        return any(marked.is_artifact for marked in self._open)

    @property
    def has_own_words(self) -> bool:
        """Whether what is being painted has an ActualText in place of what its glyphs say."""
        return any(marked.actual_text is not None for marked in self._open)

    def said(self, glyphs: str, leaf: Leaf | None) -> str:
        """Return what glyphs mean: the first to be shown say all of an ActualText."""
        marked = next((one for one in self._open if one.actual_text is not None), None)
        if marked is not None:
            text = "" if marked.said else marked.actual_text or ""
            marked.said = True
            return text
        parents = leaf.element.line_of_parents() if leaf is not None else ()
        element = next((one for one in parents if one.actual_text is not None), None)
        if element is not None:
            text = "" if id(element) in self._said else element.actual_text or ""
            self._said.add(id(element))
            return text
        return glyphs
