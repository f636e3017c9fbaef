"""Step 4, assemble: the glossary, its links at first use in each chapter, and short forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from plainleaf import book, rules, tomlfile
from plainleaf.assemble.ids import Ids, slug_of
from plainleaf.assemble.walk import rewrite
from plainleaf.diagnostics import Diagnostic, Outcome, Place
from plainleaf.manuscript import Source


@dataclass(frozen=True)
class _Entry:
    """One [[term]] of glossary.toml."""

    term: str
    meaning: str
    place: Place
    forms: tuple[str, ...] = ()
    abbreviation: str = ""
    say: str = ""
    source: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Glossary:
    """The whole of glossary.toml."""

    term: tuple[_Entry, ...] = ()


def read_glossary(source: Source | None, ids: Ids) -> Outcome[tuple[book.Term, ...]]:
    """Read glossary.toml: its terms in alphabetical order, each with an id."""
    if source is None:
        return Outcome(())
    parsed = tomlfile.parse(source.path, source.text)
    if parsed.value is None:
        return Outcome((), parsed.diagnostics)
    filled = tomlfile.fill(_Glossary, parsed.value)
    if filled.value is None:
        return Outcome((), filled.diagnostics)
    blank = tuple(_blank(filled.value.term))
    if blank:
        return Outcome((), blank)
    entries = sorted(filled.value.term, key=lambda one: slug_of(one.term))
    terms = tuple(
        book.Term(
            id=ids.claim(f"term-{slug_of(entry.term)}", entry.place),
            name=entry.term,
            meaning=entry.meaning,
            place=entry.place,
            forms=entry.forms,
            abbreviation=entry.abbreviation,
            say=entry.say,
            citation=book.Citation(entry.source, entry.place) if entry.source else None,
            avoid=tuple(" ".join(one.split()) for one in entry.avoid if one.strip()),
        )
        for entry in entries
    )
    return Outcome(terms, tuple(_claimed_twice(terms)))


def _blank(entries: tuple[_Entry, ...]) -> Iterator[Diagnostic]:
    """Yield the entries whose term or meaning is there and says nothing."""
    for entry in entries:
        for key in ("term", "meaning"):
            if not getattr(entry, key).strip():
                yield rules.MISSING_KEY.at(entry.place, key=key, example=f'{key} = "…"')


def forms_of(term: book.Term) -> tuple[str, ...]:
    """Return every form under which a term stands in the text, with plain spaces only."""
    every = (" ".join(form.split()) for form in (term.name, *term.forms, term.abbreviation))
    return tuple(dict.fromkeys(form for form in every if form))


def _claimed_twice(terms: tuple[book.Term, ...]) -> Iterator[Diagnostic]:
    owner: dict[str, book.Term] = {}
    for term in sorted(terms, key=lambda one: one.place):
        for form in (*forms_of(term), *term.avoid):
            first = owner.setdefault(form.casefold(), term)
            if first is not term:
                yield rules.TERM_CLAIMED_TWICE.at(
                    term.place, form=form, first=first.name, second=term.name
                )


def link_terms(
    chapters: tuple[book.Chapter, ...], terms: tuple[book.Term, ...], ids: Ids
) -> tuple[tuple[book.Chapter, ...], tuple[book.Term, ...]]:
    """Link the first use of each term in each chapter, and give each term its uses.

    The first use of a short form in a chapter is marked with what it stands for. Words in
    headings and links are left alone: a link there would surprise, or stand in another one.
    """
    if not terms:
        return chapters, terms
    by_form = {form.casefold(): term for term in terms for form in forms_of(term)}
    pattern = pattern_of(tuple(form for term in terms for form in forms_of(term)))
    uses: dict[str, list[book.Use]] = {term.id: [] for term in terms}
    linked = []
    for chapter in chapters:
        marker = _Marker(chapter, by_form, pattern, ids, uses)
        stop = (book.Heading, book.Link, book.Code, book.Note)
        linked.append(rewrite(chapter, marker.mark, stop))
    return tuple(linked), tuple(replace(term, uses=tuple(uses[term.id])) for term in terms)


def pattern_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for any form as a whole word, the longest first.

    The first letter of a form may be a capital, as at the beginning of a sentence.
    """
    choices = []
    for form in sorted(forms, key=len, reverse=True):
        first = form[0]
        either = f"[{re.escape(first.lower())}{re.escape(first.upper())}]"
        is_word = first.isalpha() and not form.isupper()
        rest = re.escape(form[1:]).replace("\\ ", "[ \u00a0]")
        choices.append((either if is_word else re.escape(first)) + rest)
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})(?!\w)")


@dataclass(frozen=True)
class _Marker:
    """Marks the terms of one chapter; remembers which have been marked."""

    chapter: book.Chapter
    by_form: Mapping[str, book.Term]
    pattern: re.Pattern[str]
    ids: Ids
    uses: dict[str, list[book.Use]]
    linked: set[str] = field(default_factory=set)
    shortened: set[str] = field(default_factory=set)

    def mark(self, node: book.Inline) -> tuple[book.Inline, ...] | None:
        """Return the nodes that take a text's place; None for other nodes."""
        if not isinstance(node, book.Text):
            return None
        made: list[book.Inline] = []
        start = 0
        for found in self.pattern.finditer(node.text):
            nodes = self._marked(found[0])
            if nodes is None:
                continue
            if found.start() > start:
                made.append(book.Text(node.text[start : found.start()]))
            made.append(nodes)
            start = found.end()
        if start < len(node.text):
            made.append(book.Text(node.text[start:]))
        return tuple(made)

    def _marked(self, words: str) -> book.Inline | None:
        """Return the link or the short form to set for a term's words; None for neither."""
        term = self.by_form.get(words.replace("\u00a0", " ").casefold())
        if term is None:
            return None
        is_new = term.id not in self.linked
        is_new_short_form = words == term.abbreviation and words not in self.shortened
        if not (is_new or is_new_short_form):
            return None
        inner: book.Inline = book.Text(words)
        if is_new_short_form:
            self.shortened.add(words)
            inner = book.Abbreviation(words, term.name)
        if not is_new:
            return inner
        self.linked.add(term.id)
        name = f"use-{self.chapter.id}-{term.id.removeprefix('term-')}"
        use = book.Use(self.ids.claim(name, term.place), book.plain_text(self.chapter.title))
        self.uses[term.id].append(use)
        return book.TermLink(term.id, use.id, (inner,))
