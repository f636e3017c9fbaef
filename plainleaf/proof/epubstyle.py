"""Step 8, proof: whether an EPUB's style sheets leave the reader's own choices alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import tinycss2

from plainleaf import rules
from plainleaf.diagnostics import Diagnostic, Place
from plainleaf.proof.epubfile import CSS_TYPE, XHTML_TYPE, EpubFile, elements

ABSOLUTE_UNITS = frozenset({"px", "pt", "pc", "cm", "mm", "in", "q"})
SIZE_PROPERTIES = frozenset({"font-size", "font", "line-height"})
COLOUR_PROPERTIES = frozenset({"color", "background", "background-color"})
WHOLE_PAGE = frozenset({"body", "html", ":root", "*"})


def style_faults(found: EpubFile, place: Place) -> Iterator[Diagnostic]:
    """Yield what in style sheets or on elements overrules a reader's settings."""
    for item in found.items:
        if item.media_type == CSS_TYPE and item.path in found.files:
            style = found.files[item.path].decode("utf-8", "replace")
            for fault in fixed_in(style):
                yield rules.FIXED_STYLE.at(place, file=found.short(item.path), found=fault)
    for path, tree in found.of_type(XHTML_TYPE):
        for element in elements(tree):
            is_whole_page = element.tag.endswith(("}body", "}html"))
            if "style" in element.attrib:
                for fault in _fixed_declarations(element.attrib["style"], is_whole_page):
                    yield rules.FIXED_STYLE.at(place, file=found.short(path), found=fault)
            elif element.tag.endswith("}style"):
                for fault in fixed_in(element.text or ""):
                    yield rules.FIXED_STYLE.at(place, file=found.short(path), found=fault)


def fixed_in(style: str) -> Iterator[str]:
    """Yield each declaration of a style sheet that fixes what is the reader's to choose."""
    yield from _fixed_in_rules(
        tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    )


def addresses_in_style(style: str) -> Iterator[str]:
    """Yield what a style sheet loads: imports, fonts and pictures."""
    nodes = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    for rule in nodes:
        if rule.type == "at-rule" and rule.lower_at_keyword == "import":
            yield from (one.value for one in rule.prelude if one.type in ("string", "url"))
        if rule.type == "at-rule" and rule.lower_at_keyword != "import":
            yield from _urls(rule.prelude)
        if rule.type in ("at-rule", "qualified-rule"):
            yield from _urls(rule.content or [])


def _urls(nodes: list[Any]) -> Iterator[str]:
    for node in nodes:
        if node.type == "url":
            yield node.value
        elif node.type == "function" and node.lower_name in ("url", "src"):
            yield from (one.value for one in node.arguments if one.type == "string")
        elif node.type == "function":
            yield from _urls(node.arguments)
        elif node.type.endswith("block"):
            yield from _urls(node.content)


def _fixed_in_rules(nodes: list[Any]) -> Iterator[str]:
    for rule in nodes:
        if rule.type == "qualified-rule":
            selectors = tinycss2.serialize(rule.prelude).split(",")
            is_whole_page = any(one.strip().lower() in WHOLE_PAGE for one in selectors)
            yield from _fixed_declarations(rule.content, is_whole_page)
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports", "layer"):
            yield from _fixed_in_rules(
                tinycss2.parse_rule_list(
                    rule.content or [], skip_comments=True, skip_whitespace=True
                )
            )


def _fixed_declarations(content: Any, is_whole_page: bool) -> Iterator[str]:
    """Yield `!important`, sizes in absolute units, and a page's own colours."""
    declarations = tinycss2.parse_declaration_list(
        content, skip_comments=True, skip_whitespace=True
    )
    for one in declarations:
        if one.type != "declaration":
            continue
        shown = f"{one.lower_name}: {tinycss2.serialize(one.value).strip()}"
        has_absolute_size = one.lower_name in SIZE_PROPERTIES and any(
            part.type == "dimension" and part.lower_unit in ABSOLUTE_UNITS for part in one.value
        )
        if one.important:
            yield f"{shown} !important"
        elif has_absolute_size or (is_whole_page and one.lower_name in COLOUR_PROPERTIES):
            yield shown
