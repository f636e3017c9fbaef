"""Step 7, bind: what each element of a composed document is called in the tag tree.

The names are the standard structure types (ISO 32000-1, 14.8.4; ISO 32000-2, 14.8.4); `standard`
says where one version of PDF has another name for one. The composed document is
Plainleaf's own, so only what its templates make needs a name here; anything else that is set as
a block becomes a Div, and anything in a line belongs to what is around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Role:
    """A structure type, with what else the element says about itself."""

    name: str
    alt: str = ""
    expansion: str = ""
    lang: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict)


Roles = tuple[Role, ...]

ARTIFACT: Roles = (Role("Artifact"),)
"""What decoration gets: it stands outside the tree."""

SHARED_ITEM = Role("LI")
"""The list item that terms share with their meanings: in the document nothing stands for it."""

_PLAIN = {
    "section": "Sect",
    "p": "P",
    "blockquote": "BlockQuote",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tr": "TR",
    "figcaption": "Caption",
    "code": "Code",
    "strong": "Strong",
    "em": "Em",
    **{f"h{level}": f"H{level}" for level in range(1, 7)},
}
_IN_A_LINE = frozenset({"span", "dfn", "cite", "bdi", "wbr", "br"})
_NUMBERING = {"ol": "Decimal", "ul": "Disc"}
_REFERENCES = frozenset({"doc-biblioref", "doc-noteref"})


@dataclass(frozen=True)
class Around:
    """What is around an element: the role that it will stand in, and each element's parent."""

    role: Role
    parents: Mapping[Any, Any]

    def class_of_parent(self, element: Any, levels: int = 1) -> str:
        """Return the class of the element so many levels above."""
        for _ in range(levels):
            element = self.parents.get(element)
        return _class_of(element)


def roles_of(element: Any, around: Around) -> Roles:
    """Return the chain of roles for an element, outermost first; none adds nothing."""
    tag = element.tag
    lang = element.get("lang") or ""
    if tag in ("html", "body"):
        return ()
    if tag in _PLAIN:
        return (Role(_PLAIN[tag], lang=lang),)
    special = _SPECIAL.get(tag)
    if special:
        return special(element, lang, around)
    if tag in _IN_A_LINE:
        return (Role("Span", lang=lang),) if lang else ()
    return (Role("Div", lang=lang),)


def _list(element: Any, lang: str, around: Around) -> Roles:
    if around.class_of_parent(element) == "contents":
        return (Role("TOC", lang=lang),)
    plain = _class_of(element) == "facts"
    numbering = "None" if plain else _NUMBERING[element.tag]
    return (Role("L", lang=lang, attributes={"ListNumbering": numbering}),)


def _item(element: Any, lang: str, around: Around) -> Roles:
    if around.role.name == "TOC":
        return (Role("TOCI", lang=lang),)
    part = around.class_of_parent(element, 2)
    body: Roles = (Role("LI", lang=lang), Role("LBody"))
    if part == "references":
        return (*body, Role("BibEntry"))
    if part == "notes":
        return (*body, Role("Note"))
    return body


def _definitions(_element: Any, lang: str, _around: Around) -> Roles:
    return (Role("L", lang=lang, attributes={"ListNumbering": "Description"}),)


def _term(_element: Any, lang: str, _around: Around) -> Roles:
    return (SHARED_ITEM, Role("Lbl", lang=lang))


def _meaning(_element: Any, lang: str, _around: Around) -> Roles:
    return (SHARED_ITEM, Role("LBody", lang=lang))


def _link(element: Any, lang: str, around: Around) -> Roles:
    if element.get("href") is None:
        return ()
    link = Role("Link", lang=lang)
    is_reference = element.get("role") in _REFERENCES or around.role.name == "TOCI"
    return (Role("Reference"), link) if is_reference else (link,)


def _cell(element: Any, lang: str, _around: Around) -> Roles:
    attributes: dict[str, Any] = {}
    for span, name in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if element.get(span, "1") != "1":
            attributes[name] = int(element.get(span))
    if element.tag == "th":
        attributes["Scope"] = {"row": "Row", "col": "Column"}[element.get("scope", "col")]
    return (Role(element.tag.upper(), lang=lang, attributes=attributes),)


def _figure(element: Any, lang: str, _around: Around) -> Roles:
    pictures = [one for one in element.iter("img") if one.get("alt")]
    alt = " ".join(one.get("alt") for one in pictures)
    return (Role("Figure", alt=alt, lang=lang),) if pictures else (Role("Div", lang=lang),)


def _picture(element: Any, lang: str, around: Around) -> Roles:
    if not element.get("alt"):
        return ARTIFACT
    return (
        () if around.role.name == "Figure" else (Role("Figure", alt=element.get("alt"), lang=lang),)
    )


def _abbreviation(element: Any, lang: str, _around: Around) -> Roles:
    return (Role("Span", expansion=element.get("title") or "", lang=lang),)


def _division(element: Any, lang: str, _around: Around) -> Roles:
    if _class_of(element) == "uses":
        # Page numbers behind an entry: set in the entry's last line.
        return (Role("Span", lang=lang),)
    if _class_of(element) in ("box-label", "draft-label"):
        return (Role("P", lang=lang),)
    return (Role("Aside", lang=lang),)


def _navigation(_element: Any, lang: str, _around: Around) -> Roles:
    return (Role("Div", lang=lang),)


def _class_of(element: Any) -> str:
    """Return the first class of an element; empty where it has none."""
    classes = (element.get("class") or "").split() if element is not None else []
    return classes[0] if classes else ""


_SPECIAL = {
    "ul": _list,
    "ol": _list,
    "li": _item,
    "dl": _definitions,
    "dt": _term,
    "dd": _meaning,
    "a": _link,
    "th": _cell,
    "td": _cell,
    "figure": _figure,
    "img": _picture,
    "abbr": _abbreviation,
    "div": _division,
    "nav": _navigation,
}
