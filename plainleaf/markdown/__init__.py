"""Step 3, parse: a chapter's Markdown → Chapter, every block with its file and line.

The only part that knows the Markdown parser. Whatever no edition could show gets a diagnostic.
`syntax` says what is read, `blocks` and `inlines` turn it into a book's nodes.
"""

from __future__ import annotations

from typing import Any

from markdown_it.tree import SyntaxTreeNode

from plainleaf import book, rules
from plainleaf.diagnostics import Diagnostic, Outcome, Place
from plainleaf.manuscript import ChapterSource
from plainleaf.markdown.blocks import BlockReader
from plainleaf.markdown.frontmatter import read_front_matter
from plainleaf.markdown.inlines import SOFT_HYPHEN
from plainleaf.markdown.syntax import PARSER


def parse(source: ChapterSource) -> Outcome[book.Chapter]:
    """Parse one chapter; the chapter holds all that could be read."""
    text, soft_hyphens = _without_soft_hyphens(source)
    env: dict[str, Any] = {}
    tokens = PARSER.parse(text, env)
    reader = BlockReader(source.path, text.split("\n"))
    reader.found.extend(soft_hyphens)
    for token in tokens:
        reader.cut_back(token)
    root = SyntaxTreeNode(tokens)
    front = read_front_matter(reader, root)
    blocks = reader.blocks([one for one in root.children if one.type != "footnote_block"])
    notes = reader.notes(root)
    reader.report_unused_notes(env)
    chapter = book.Chapter(
        file=source.path,
        number=source.number,
        slug=source.slug,
        blocks=blocks,
        notes=notes,
        short_title=front.short_title,
        lang=front.lang,
        new_page=front.new_page,
        parts=tuple(dict.fromkeys(one.strip() for one in front.part.split(",") if one.strip())),
    )
    return Outcome(chapter, tuple(reader.found))


def _without_soft_hyphens(source: ChapterSource) -> tuple[str, list[Diagnostic]]:
    """Return the text without soft hyphens, and a diagnostic for each word that had one."""
    if SOFT_HYPHEN not in source.text:
        return source.text, []
    found = [
        rules.SOFT_HYPHEN.at(Place(source.path, number), word=word.replace(SOFT_HYPHEN, "-"))
        for number, line in enumerate(source.text.split("\n"), start=1)
        for word in line.split()
        if SOFT_HYPHEN in word
    ]
    return source.text.replace(SOFT_HYPHEN, ""), found
