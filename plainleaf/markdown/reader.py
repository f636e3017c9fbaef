"""Step 3, parse: where the reading of a chapter is, what it has found wrong, and attributes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.languages import is_language


@dataclass
class Reader:
    """Knows the place that is being read, and collects what is wrong."""

    path: str
    lines: list[str]
    found: list[Diagnostic] = field(default_factory=list)
    line: int = 1
    depth: int = 0

    @property
    def place(self) -> Place:
        """Where the reader is."""
        return Place(self.path, self.line)

    def report(self, rule: rules.Rule, **facts: object) -> None:
        """Report a broken rule at the place where the reader is."""
        self.found.append(rule.at(self.place, **facts))

    def line_that_begins(self, words: str) -> int:
        """Return the first line that begins with words, inside a quote or a list too; else 1."""
        lines = enumerate(self.lines, start=1)
        return next((at for at, line in lines if line.lstrip(" >*+-").startswith(words)), 1)

    def classes(self, node: SyntaxTreeNode, where: str, known: tuple[str, ...]) -> bool:
        """Return whether a node has one of the known classes; report any other."""
        classes = str(node.attrs.get("class", "")).split()
        for name in classes:
            if name not in known:
                choices = ", ".join(f".{one}" for one in known)
                self.report(
                    rules.UNKNOWN_ATTRIBUTE, attribute=f".{name}", where=where, choices=choices
                )
        return bool(set(classes) & set(known))

    def attributes(
        self,
        node: SyntaxTreeNode,
        where: str,
        wanted: tuple[str, ...],
        silent: tuple[str, ...] = (),
    ) -> dict[str, str]:
        """Return a node's wanted attributes; report all but those and the silent ones."""
        written = {key: str(value) for key, value in node.attrs.items() if key not in silent}
        return self.known(written, where, wanted)

    def known(self, written: dict[str, str], where: str, wanted: tuple[str, ...]) -> dict[str, str]:
        """Return the wanted ones of written attributes; report the others."""
        for name, value in written.items():
            if name not in wanted:
                told = f".{value}" if name == "class" else name
                choices = ", ".join(wanted) or "none"
                self.report(rules.UNKNOWN_ATTRIBUTE, attribute=told, where=where, choices=choices)
        return self.with_real_language(
            {key: value for key, value in written.items() if key in wanted}
        )

    def with_real_language(self, attributes: dict[str, Any]) -> dict[str, Any]:
        """Return attributes without a language that is none, which is reported."""
        tag = attributes.get("lang", "")
        if tag and not is_language(tag):
            self.report(rules.BAD_LANGUAGE, tag=tag)
            return {key: value for key, value in attributes.items() if key != "lang"}
        return attributes
