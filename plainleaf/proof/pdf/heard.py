"""Step 8, proof: what the tag tree of a finished PDF tells whoever listens to it.

This is what the file itself says, wherever the words stand and whether they can be seen: a
space that is only a gap on paper is none here.
"""

from __future__ import annotations

import re

from plainleaf.proof.pdf.printed import PrintedDocument
from plainleaf.proof.pdf.structure import INLINE_TAGS, Begin, Element, Leaf
from plainleaf.proof.pdf.telling import Part, Telling

# PDF has names of its own for the list that is a table of contents.
SAME_KINDS = {"TOC": "L", "TOCI": "LI"}

# What layout adds by itself: the mark of a list item, and the page that a link leads to.
LIST_MARK = re.compile(r"[^\w\s]|[0-9]{1,4}[.)]|[A-Za-z][.)]")
PAGE_IN_WORDS = re.compile(r"\(\w{1,9}\.? (\w+)\)")


def telling_of_tree(document: PrintedDocument) -> Telling:
    """Return what the tag tree tells: its words in reading order, and its elements."""
    telling = Telling()
    labels = frozenset(one.label for one in document.pages)
    starts: dict[Element, int] = {}
    silent: Element | None = None
    page = 0
    for step in document.structure.steps:
        if isinstance(step, Leaf):
            page = step.page
            if silent is None:
                telling.add(document.heard.get(step.mark, ""), page)
            continue
        element = step.element
        is_block = element.tag not in INLINE_TAGS
        if is_block:
            telling.part_words()
        if isinstance(step, Begin):
            starts[element] = len(telling.words)
            # The words of a picture's own are told in its alternative text; a caption is none.
            if element.tag == "Figure" and silent is None:
                telling.add(element.alt, page)
                silent = element
            elif element.tag == "Caption" and silent is element.parent:
                silent = None
            if is_block:
                telling.part_words()
        else:
            _end(telling, element, starts.pop(element), page, labels)
            if element is silent:
                silent = None
            elif element.tag == "Caption" and element.parent and element.parent.tag == "Figure":
                silent = element.parent
    return telling


def _end(telling: Telling, element: Element, start: int, page: int, labels: frozenset[str]) -> None:
    """Enter an element that has ended; look which of its words layout may have added."""
    words = telling.words[start:]
    first = words[0].page if words and words[0].page else page
    kind = SAME_KINDS.get(element.tag, element.tag)
    kinds = [kind]
    if element.lang:
        kinds.append(f"Lang {element.lang}")
    if element.expansion:
        kinds.append(f"E {element.expansion}")
    end = len(telling.words)
    telling.parts.extend(Part(one, start, end, first) for one in kinds)
    if kind == "Link":
        telling.cut()
        in_words = PAGE_IN_WORDS.fullmatch(telling.quoted(max(start, end - 2), end))
        if in_words and in_words[1] in labels:
            words[-1].is_generated = words[-2].is_generated = True
        elif words and words[-1].text in labels:
            words[-1].is_generated = True
    elif kind == "Lbl" and LIST_MARK.fullmatch("".join(one.text for one in words)):
        for word in words:
            word.is_generated = True
