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
    """Keeps what is open, from the outside in; `streams` are the page and forms at work.

    What is being painted is asked for far more often than it changes, so it is remembered.
    """

    structure: Structure
    streams: list[int] = field(default_factory=list)
    is_artifact: bool = False
    has_own_words: bool = False
    _open: list[_Marked] = field(default_factory=list)
    _said: set[int] = field(default_factory=set)
    _leaf: Leaf | None = None
    _is_known: bool = False

    def enter(self, stream: int) -> None:
        """Go into a page or a form, by its object's number."""
        self.streams.append(stream)
        self._is_known = False

    def leave(self) -> None:
        """Go back to what has used the form."""
        self.streams.pop()
        self._is_known = False

    def begin(self, tag: str, properties: Mapping[str, Any]) -> None:
        """Open a piece of marked content."""
        self._open.append(
            _Marked(
                mcid=int(properties["/MCID"]) if "/MCID" in properties else None,
                is_artifact=tag == "/Artifact",
                actual_text=str(properties["/ActualText"]) if "/ActualText" in properties else None,
            )
        )
        self._look()

    def end(self) -> None:
        """Close the innermost piece."""
        if self._open:
            self._open.pop()
        self._look()

    def _look(self) -> None:
        """Note whether decoration is being painted, or what has an ActualText of its own."""
        self.is_artifact = any(marked.is_artifact for marked in self._open)
        self.has_own_words = any(marked.actual_text is not None for marked in self._open)
        self._is_known = False

    def leaf(self) -> Leaf | None:
        """Return the leaf of the tag tree that is being painted; None for running matter."""
        if not self._is_known:
            self._leaf, self._is_known = self._find_leaf(), True
        return self._leaf

    def _find_leaf(self) -> Leaf | None:
        if self.is_artifact:
            return None
        mcid = next((one.mcid for one in reversed(self._open) if one.mcid is not None), None)
        if mcid is None:
            return None
        # A form may have marks of its own or use those of its page.
        found = (self.structure.leaf((stream, mcid)) for stream in reversed(self.streams))
        return next((leaf for leaf in found if leaf is not None), None)

    def said(self, glyphs: str, leaf: Leaf | None) -> str:
        """Return what glyphs mean: the first to be shown say all of an ActualText."""
        if self.has_own_words:
            marked = next(one for one in self._open if one.actual_text is not None)
            text = "" if marked.said else marked.actual_text or ""
            marked.said = True
            return text
        element = leaf.element.worded if leaf is not None else None
        if element is not None:
            text = "" if id(element) in self._said else element.actual_text or ""
            self._said.add(id(element))
            return text
        return glyphs
