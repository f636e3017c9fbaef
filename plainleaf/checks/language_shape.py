"""Step 5, check: links, steps, headings and the length of sections (PL415, PL416, PL418, PL419)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from plainleaf import rules
from plainleaf.assemble.walk import every_node
from plainleaf.book import Book, Chapter, Link, ListBlock, Paragraph, plain_text
from plainleaf.checks.language_text import shown
from plainleaf.diagnostics import Diagnostic
from plainleaf.language import lexicon
from plainleaf.language.prose import Kind, Passage
from plainleaf.language.sentences import has_spaces
from plainleaf.language.steps import has_steps
from plainleaf.languages import is_english

SECTION_WORDS_MOST = 200


def check_shape(book: Book, passages: Sequence[Passage], language: str) -> Iterator[Diagnostic]:
    """Yield links, steps, headings and sections in which readers lose the way."""
    yield from _links(book)
    yield from _bare_addresses(passages)
    numbered = {one.place for one in every_node(book) if isinstance(one, ListBlock) and one.ordered}
    for passage in passages:
        if is_english(passage.language):
            yield from _empty_heading(passage)
            if passage.kind in (Kind.PARAGRAPH, Kind.LIST_ITEM):
                yield from _steps_in_paragraph(passage, is_numbered=passage.part in numbered)
    for chapter in book.chapters:
        if is_english(chapter.lang or language):
            yield from _steps_in_bullets(chapter)
    yield from _long_sections(passages)


# Links

_THIS = (
    r"(?:here|this|that|it|this (?:link|page|site|website|web page|address|document|article|"
    r"leaflet)|the (?:link|page|site|website)|our (?:site|website|page))"
)
_SAYS_NOTHING = re.compile(
    r"(?:please )?(?:click|press|tap|go|look|see|visit|read|follow|use|find it|it is|download)? ?"
    rf"(?:on |at |for )?{_THIS}|(?:click|read|tap|press)|(?:a |the )?link|"
    r"(?:read |see |find out |learn |know |click (?:for |to see )?)?more(?: info(?:rmation)?|"
    r" details)?|(?:further |more )?(?:details|information|info|reading)|web ?site|page|"
    r"pdf|download|continue(?: reading)?|go|source|next|back|(?:click|tap) (?:here|this|below).*|"
    r"(?:read|see|find|learn|look)(?: \w+){0,2} here|"
    r"here (?:for|to|is|are) .*|view|open|start|(?:read|see) (?:on|below)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?")
_IN_TEXT = re.compile(r"(?:https?://|\bwww\.)[^\s)]+")


def _links(book: Book) -> Iterator[Diagnostic]:
    """Yield the links whose words, read on their own, do not say where they lead."""
    for link in every_node((book.chapters, book.notes)):
        if not isinstance(link, Link):
            continue
        words = " ".join(plain_text(link.children).split()).strip(" .…:»→>‘’“”\"'")
        is_address = _ADDRESS.fullmatch(words) is not None and not link.target.startswith("mailto:")
        if words and (is_address or _SAYS_NOTHING.fullmatch(words)):
            yield rules.EMPTY_LINK_WORDS.at(link.place, words=shown(words), passage=words)


def _bare_addresses(passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield addresses that stand in the text by themselves, which are no link at all."""
    for passage in passages:
        if passage.kind in (Kind.RISK_FACT, Kind.ALTERNATIVE):
            continue
        text = passage.text
        for one in passage.marked:
            if one.mark in ("link", "code"):
                text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
        for found in _IN_TEXT.finditer(text):
            yield rules.EMPTY_LINK_WORDS.at(
                passage.place, words=shown(found[0].rstrip(".,;:")), passage=passage.text
            )


# Steps

_MARKER = (
    r"first(?:ly|ly of all| of all)?|to (?:start|begin)(?: with)?|start by|begin by|second(?:ly)?|"
    r"third(?:ly)?|then|next|now|after (?:that|this|which)|afterwards|finally|lastly|"
    r"last(?: of all)?|once (?:that|this) is done|step \d+|at the end"
)
_BEFORE_VERB = (
    r"(?:you (?:should|need to|must|can|have to|will need to|will)|you|please|quickly|also|always|"
    r"try to|and|then|make sure (?:that )?you|remember to|do not|don['’]t|\w+ly)"
)


_VERBS = "|".join(sorted(lexicon.words("verbs"), key=len, reverse=True))
_STEP = re.compile(
    rf"(?:^|[.;:,!?]\s+|\band\s+|\bto\s+)({_MARKER})\b[,:]?\s+(?:{_BEFORE_VERB}\s+){{0,3}}"
    rf"(?:{_VERBS})(?:ing)?\b(?!['’])",
    re.IGNORECASE,
)
_BEGINS_STEP = re.compile(rf"(?:\W*)(?:{_MARKER})\b", re.IGNORECASE)
_IMPERATIVE = re.compile(rf"(?:\W*)(?:(?:{_BEFORE_VERB})\s+)?(?:{_VERBS})\b", re.IGNORECASE)


def _steps_in_paragraph(passage: Passage, *, is_numbered: bool) -> Iterator[Diagnostic]:
    text = passage.own_text
    marks = [found[1].lower() for found in _STEP.finditer(text)]
    imperatives = sum(
        _IMPERATIVE.match(text[one.start : one.end]) is not None for one in passage.sentences
    )
    is_marked = len(marks) >= 3 or (len(marks) == 2 and (imperatives or len(set(marks)) == 2))
    if is_marked or (
        not is_numbered and has_steps(text[one.start : one.end] for one in passage.sentences)
    ):
        yield rules.STEPS_IN_PROSE.at(
            passage.place, where="in one paragraph", words=shown(text), passage=passage.text
        )


def _steps_in_bullets(chapter: Chapter) -> Iterator[Diagnostic]:
    """Yield lists with bullets whose items are steps, by the words that they begin with."""
    for one in every_node(chapter):
        if not isinstance(one, ListBlock) or one.ordered:
            continue
        items = [
            plain_text(item.blocks[0].children)
            for item in one.items
            if item.blocks and isinstance(item.blocks[0], Paragraph)
        ]
        begun = [item for item in items if _BEGINS_STEP.match(item)]
        does = sum(bool(_STEP.match(item) or _IMPERATIVE.match(item)) for item in items)
        if len(begun) >= 2 and does >= 2:
            words = shown("; ".join(items))
            yield rules.STEPS_IN_PROSE.at(
                one.place, where="behind bullets", words=words, passage=" ".join(items)
            )


# Headings

_NUMBERING = re.compile(r"^(?:[0-9ivx]+[.):]?|[a-z][.)])\s+|\s+[0-9ivx]+$", re.IGNORECASE)


def _empty_heading(passage: Passage) -> Iterator[Diagnostic]:
    if passage.kind is not Kind.HEADING:
        return
    words = " ".join(passage.text.lower().strip(" .:?!…*").split())
    bare = _NUMBERING.sub("", words)
    alone = set(re.findall(r"\w+", bare))
    if {words, bare} & lexicon.empty_headings() or (
        alone and alone <= lexicon.empty_heading_words()
    ):
        yield rules.EMPTY_HEADING_WORDS.at(passage.place, words=passage.text, passage=passage.text)


def _long_sections(passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield the place at which a section has had too many words since its heading."""
    counted, chapter, begins = 0, 0, None
    for passage in (*passages, None):
        ends = passage is None or passage.kind is Kind.HEADING or passage.chapter != chapter
        if ends:
            if begins is not None and counted > SECTION_WORDS_MOST:
                yield rules.NO_HEADING_FOR_LONG.at(begins.place, count=counted, passage=begins.text)
            counted, begins = 0, None
        if passage is None:
            return
        chapter = passage.chapter
        if passage.is_running and chapter and not passage.in_note and has_spaces(passage.language):
            begins = begins or passage
            counted += sum(len(one.words) for one in passage.sentences)
