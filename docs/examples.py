"""Takes the examples out of docs/writing.md and makes one leaflet of them.

An example is a fenced block. Its first line names the language, and the file where that is not
a chapter of its own; `more` adds it to the end of that file. The `text` block or the picture
that follows an example shows what readers get from it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WRITING = ROOT / "docs" / "writing.md"
CLEAN = ROOT / "tests" / "books" / "clean"

_PART = re.compile(
    r"^(?:#+ (?P<heading>.+)"
    r"|```(?P<info>[a-z].*)\n(?P<text>(?s:.*?))^```"
    r"|!\[[^\]]+\]\(images/(?P<picture>[a-z-]+)\.png\))$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Example:
    """One example: the section it stands in, what is written, and what comes of it."""

    section: str
    file: str
    text: str
    adds: bool = False
    result: str = ""
    picture: str = ""

    @property
    def is_chapter(self) -> bool:
        """Whether it is text of the leaflet, and no data about it."""
        return self.file.endswith(".md")

    @property
    def chapter(self) -> str:
        """The example as a whole chapter, with a title where it has none."""
        return (
            self.text if re.search(r"^# ", self.text, re.MULTILINE) else f"# Example\n\n{self.text}"
        )


def read_examples(page: str) -> tuple[Example, ...]:
    """Return the examples of a page in their order."""
    found: list[Example] = []
    section = ""
    for part in _PART.finditer(page):
        words = (part["info"] or "").split()
        if part["heading"]:
            section = part["heading"]
        elif part["picture"]:
            found[-1] = replace(found[-1], picture=part["picture"])
        elif words == ["text"]:
            found[-1] = replace(found[-1], result=part["text"].strip())
        else:
            file = words[1] if words[1:] else f"{len(found) + 20}-example.md"
            found.append(Example(section, file, part["text"], words[2:] == ["more"]))
    return tuple(found)


def write_leaflet(examples: Iterable[Example], folder: Path) -> None:
    """Lay examples over a new copy of the tests' clean manuscript."""
    shutil.copytree(CLEAN, folder, ignore=shutil.ignore_patterns("golden"))
    for one in examples:
        path = folder / one.file
        before = f"{path.read_text(encoding='utf-8')}\n" if one.adds else ""
        path.write_text(before + (one.chapter if one.is_chapter else one.text), encoding="utf-8")
