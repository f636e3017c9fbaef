"""Step 3, parse: the Markdown that is read, as the parser is set up for it.

CommonMark with tables, definition lists, footnotes, attributes, fenced divs and Pandoc's
citations, each under its usual name, so that other tools read the same files.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.attrs.parse import ParseError
from mdit_py_plugins.attrs.parse import parse as parse_attributes
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

_CITATION = re.compile(r"\[(@[\w:.#$%&+?<>~/-]+(?:\s*;\s*@[\w:.#$%&+?<>~/-]+)*)\]")


def _read_citation(state: StateInline, silent: bool) -> bool:
    """Read `[@one; @two]` as one citation: a rule for the Markdown parser."""
    found = _CITATION.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"ids": [one.strip().lstrip("@") for one in found[1].split(";")]}
    state.pos = found.end()
    return True


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 40}).enable("table")
    front_matter_plugin(parser)
    footnote_plugin(parser, inline=False)
    deflist_plugin(parser)
    container_plugin(parser, "div", validate=lambda params, _: bool(params.strip()))
    attrs_plugin(parser, spans=True)
    attrs_block_plugin(parser)
    parser.inline.ruler.before("link", "citation", _read_citation)
    # Every address becomes a link, so that `checks.links` can tell of the unsafe ones.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


PARSER = _make_parser()


def read_attributes(text: str) -> dict[str, str] | None:
    """Return the attributes that `{#id .class key=value}` writes; None where it is not that."""
    try:
        return parse_attributes(text)[1]
    except ParseError:
        return None
