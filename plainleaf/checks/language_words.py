"""Step 5, check: hard words, words not yet explained, two names for one thing (PL406 to PL408)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from plainleaf import rules
from plainleaf.assemble.glossary import forms_of, pattern_of
from plainleaf.book import Book, Term
from plainleaf.checks.language_text import own_sentences
from plainleaf.diagnostics import Diagnostic
from plainleaf.language import lexicon
from plainleaf.language.prose import Kind, Mark, Passage
from plainleaf.languages import is_english

LONG_WORD_LETTERS = 15
SHORTEST_WITH_ENDING = 8

_PLAIN = re.compile(r"(?<![\w./@:-])[A-Za-z]{8,30}(?![\w/@:]|\.\w)")
_EXPLAINS_AFTER = re.compile(
    r"[”’\"']?(?:\s\((?!\d)|, (?:which|that is|or|an?|the|when|where|meaning|in other words)\b|"
    r" (?:means?|is when|is where|is the name|is called|stands? for|are when)\b|:\s|; that is)",
)
_EXPLAINS_BEFORE = re.compile(
    r"(?:\b(?:called|named|known as|term is|word (?:is|for this is)|so-called|this is)"
    r"(?: an?| the)?|\w\s\(|\w, or|also)\s*[“‘\"']?$",
    re.IGNORECASE,
)
_IS = re.compile(r"[”\"']? (?:is|are) (?:an?|the|when|another|one)\b")


def check_words(book: Book, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield words that a reader may not know, and that nothing explains, or that change."""
    yield from _hard_words(book, passages)
    yield from _unexplained_yet(book, passages)
    yield from _two_names(book, passages)


# Hard words


def _hard_words(book: Book, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    forms = tuple(form for term in book.terms for form in forms_of(term))
    in_glossary = pattern_of(forms) if forms else None
    explained = {one.text.lower() for one in passages if one.kind is Kind.TERM}
    told: set[str] = set()
    for passage, sentence, own in own_sentences(passages):
        if passage.kind in (Kind.TERM, Kind.ALTERNATIVE):
            continue
        known = [one.span() for one in in_glossary.finditer(own)] if in_glossary else []
        for hard in _hard_in(own):
            key = hard.entry.words.lower()
            if key in explained or any(s < hard.end and hard.start < e for s, e in known):
                continue
            if _is_name(own, hard):
                continue
            if hard.entry.group != "words" and _is_explained(own, hard):
                explained.add(key)
            elif key not in told:
                told.add(key)
                yield rules.HARD_WORD.at(
                    sentence.place,
                    word=own[hard.start : hard.end],
                    advice=_advice(hard.entry),
                    passage=sentence.text,
                )


def _hard_in(own: str) -> Iterator[lexicon.Match]:
    """Yield the hard words of a sentence: those of our lists, then those that look like it."""
    listed = tuple(lexicon.phrases("medical", "official").find(own))
    yield from listed
    for found in _PLAIN.finditer(own):
        word = found[0].lower()
        if any(one.start <= found.start() < one.end for one in listed):
            continue
        if _looks_medical(word) or _is_very_long(word):
            yield lexicon.Match(*found.span(), lexicon.Entry(word, "", ""))


def _looks_medical(word: str) -> bool:
    singular = word.removesuffix("s") if not word.endswith(("is", "ss")) else word
    if {word, singular} & lexicon.words("known") or len(word) < SHORTEST_WITH_ENDING:
        return False
    return singular.endswith(tuple(lexicon.words("endings")))


def _is_very_long(word: str) -> bool:
    return (
        len(word) >= LONG_WORD_LETTERS
        and word not in lexicon.words("known_long")
        and not word.endswith(tuple(lexicon.words("medicines")))
    )


def _advice(entry: lexicon.Entry) -> str:
    if not entry.plain:
        return "use everyday words, or explain it where it stands, or in glossary.toml"
    if entry.group in ("words", "phrases"):
        return f"write: {entry.plain}"
    return f"write: {entry.plain}; or explain it where it stands, or in glossary.toml"


def _is_name(own: str, hard: lexicon.Match) -> bool:
    """Return whether a word is a part of a name: it has a capital within a sentence."""
    word = own[hard.start : hard.end]
    before = own[: hard.start].rstrip("“‘\"'(* ")
    return (word[0].isupper() and (bool(before) and before[-1] not in ".:?!")) or word.isupper()


def _is_explained(own: str, hard: lexicon.Match) -> bool:
    """Return whether a sentence says what a word means, before it or behind it."""
    before, after = own[: hard.start], own[hard.end :]
    plain = [one.strip() for one in hard.entry.plain.split(";")]
    return bool(
        _EXPLAINS_AFTER.match(after)
        or _EXPLAINS_BEFORE.search(before)
        or (not before.strip() and _IS.match(after))
        or any(" " in one and one in own.lower() for one in plain)
    )


# Words before they are explained


def _unexplained_yet(book: Book, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    yield from _terms_without_link(book, passages)
    yield from _short_forms_before_long(book, passages)


def _terms_without_link(book: Book, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield the terms that stand in a heading or in a link before any link leads to them.

    A heading whose own first passage explains its term is let pass.
    """
    if not book.terms:
        return
    by_form = {form.casefold(): term.id for term in book.terms for form in forms_of(term)}
    pattern = pattern_of(tuple(form for term in book.terms for form in forms_of(term)))
    explained: set[str] = set()
    told: set[str] = set()
    shown_ones = [one for one in passages if one.chapter and one.kind is not Kind.ALTERNATIVE]
    for at, passage in enumerate(shown_ones):
        links = [one for one in passage.marked if one.mark is Mark.TERM]
        for found in pattern.finditer(passage.text):
            term = by_form.get(found[0].replace("\u00a0", " ").casefold(), "")
            if term in explained or not term:
                continue
            if any(one.start < found.end() and found.start() < one.end for one in links):
                explained.add(term)
                continue
            is_heading = passage.kind is Kind.HEADING
            if not is_heading and Mark.LINK not in passage.marks_at(*found.span()):
                continue
            first = next(
                (one for one in shown_ones[at + 1 :] if one.kind is not Kind.HEADING), None
            )
            if is_heading and first and term in _linked(first, by_form):
                explained.add(term)
            elif term not in told:
                told.add(term)
                yield rules.UNEXPLAINED_YET.at(
                    passage.place,
                    word=found[0],
                    where="a heading" if is_heading else "a link",
                    passage=passage.text,
                )


def _linked(passage: Passage, by_form: Mapping[str, str]) -> set[str]:
    """Return the ids of the terms that link to the glossary in a passage."""
    words = (passage.text[one.start : one.end] for one in passage.marked if one.mark is Mark.TERM)
    return {by_form.get(one.replace("\u00a0", " ").casefold(), "") for one in words}


_SPELLED_OUT = re.compile(r"\b((?:[\w'’-]+ ){0,7}?[\w'’-]+) \(([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\)")


def _short_forms_before_long(book: Book, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    """Yield each short form that stands before the place where it is spelled out."""
    in_chapters = [one for one in passages if one.chapter and is_english(one.language)]
    spelled: dict[str, tuple[int, int]] = {}
    for number, passage in enumerate(in_chapters):
        for found in _SPELLED_OUT.finditer(passage.own_text):
            if _fits(found[1], found[2]):
                spelled.setdefault(found[2], (number, found.start(2)))
    linked = {term.abbreviation for term in book.terms}
    for short, (number, at) in spelled.items():
        pattern = re.compile(rf"(?<![\w-]){re.escape(short)}s?(?![\w-])")
        for passage in in_chapters[: number + 1]:
            end = at if passage is in_chapters[number] else len(passage.text)
            found_early = pattern.search(passage.own_text, 0, end)
            if found_early and not (short in linked and passage.marks_at(*found_early.span())):
                where = "a heading" if passage.kind is Kind.HEADING else "the text"
                yield rules.UNEXPLAINED_YET.at(
                    passage.place, word=short, where=where, passage=passage.text
                )
                break


def _fits(words: str, short: str) -> bool:
    """Return whether words can be what a short form stands for: its first letter begins one."""
    return any(one[:1].lower() == short[0].lower() for one in words.split())


def spelled_out_in(texts: Sequence[str]) -> frozenset[str]:
    """Return the short forms that some text spells out: words, then the short form in brackets."""
    return frozenset(
        found[2]
        for text in texts
        for found in _SPELLED_OUT.finditer(text)
        if _fits(found[1], found[2])
    )


# Two names for one thing


def _two_names(book: Book, passages: Sequence[Passage]) -> Iterator[Diagnostic]:
    wanted = tuple(form for term in book.terms for form in forms_of(term))
    allowed = {form.casefold() for form in wanted}
    avoided = {form.casefold(): term for term in book.terms for form in term.avoid}
    avoided = {form: term for form, term in avoided.items() if form not in allowed}
    if not avoided:
        return
    either = pattern_of((*wanted, *(form for term in book.terms for form in term.avoid)))
    for passage in passages:
        if passage.kind is Kind.TERM and not passage.chapter:
            continue
        text = passage.own_text
        for found in either.finditer(text):
            term: Term | None = avoided.get(found[0].replace("\u00a0", " ").casefold())
            if term is not None:
                yield rules.TWO_NAMES.at(
                    passage.place, found=found[0], term=term.name, passage=passage.text
                )
