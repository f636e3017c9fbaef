"""What a leaflet's passages are: their kinds, places, plain text and ranges."""

from __future__ import annotations

from plainleaf.book import Term
from plainleaf.diagnostics import Place
from plainleaf.language.prose import Kind, Mark, Passage, chapter_passages, glossary_passages
from plainleaf.manuscript import ChapterSource
from plainleaf.markdown import parse

EVERYTHING = """\
# A title

One thing [@one] is this. Another[^n] one.

- a fever
- You feel ill. Call us.

  Another paragraph.

::: questions
- Is it safe?
:::

> Words of somebody.

Term
: What it means.

| Sign | What to do |
|---|---|
| Fever | Call. |

Table: What to do

![A map of the way](way.svg "The way")

::: risk
what: got better
count: 3
out of: 10
who: people in one trial
how long: 1 year
source: [@one]
:::

## Ende {lang=de}

{lang=de}
Ein Satz.

[^n]: A note is short.
"""


def passages(markdown: str) -> tuple[Passage, ...]:
    chapter = parse(ChapterSource("01-a.md", markdown, 1, "a")).value
    return chapter_passages(chapter, "en-GB")


def only(markdown: str) -> Passage:
    (passage,) = passages(markdown)
    return passage


def marked(passage: Passage) -> list[tuple[Mark, str]]:
    return [(one.mark, passage.text[one.start : one.end]) for one in passage.marked]


def test_every_kind_is_told_apart() -> None:
    assert [(one.kind, one.text, one.place.line) for one in passages(EVERYTHING)] == [
        (Kind.HEADING, "A title", 1),
        (Kind.PARAGRAPH, "One thing is this. Another one.", 3),
        (Kind.LIST_ITEM, "a fever", 5),
        (Kind.LIST_ITEM, "You feel ill. Call us.", 6),
        (Kind.LIST_ITEM, "Another paragraph.", 8),
        (Kind.LIST_ITEM, "Is it safe?", 11),
        (Kind.PARAGRAPH, "Words of somebody.", 14),
        (Kind.TERM, "Term", 16),
        (Kind.MEANING, "What it means.", 17),
        (Kind.CAPTION, "What to do", 19),
        (Kind.CELL_HEADING, "Sign", 19),
        (Kind.CELL_HEADING, "What to do", 19),
        (Kind.CELL_HEADING, "Fever", 21),
        (Kind.CELL, "Call.", 21),
        (Kind.ALTERNATIVE, "A map of the way", 25),
        (Kind.CAPTION, "The way", 25),
        (Kind.RISK, "3 of 10 people got better.", 27),
        (Kind.RISK_FACT, "people in one trial", 27),
        (Kind.RISK_FACT, "1 year", 27),
        (Kind.HEADING, "Ende", 36),
        (Kind.PARAGRAPH, "Ein Satz.", 39),
        (Kind.PARAGRAPH, "A note is short.", 41),
    ]


def test_a_passage_knows_where_it_stands() -> None:
    by_text = {one.text: one for one in passages(EVERYTHING)}
    question, quote, note = (
        by_text[text] for text in ("Is it safe?", "Words of somebody.", "A note is short.")
    )
    assert (question.box, question.section) == ("questions", "A title")
    assert (quote.in_quote, quote.box, quote.chapter) == (True, "", 1)
    assert note.in_note
    assert not question.in_note
    assert by_text["a fever"].part == by_text["Another paragraph."].part == Place("01-a.md", 5)
    assert by_text["3 of 10 people got better."].box == "risk"
    assert by_text["Ein Satz."].language == "de"
    assert by_text["Ein Satz."].section == "Ende"
    assert by_text["Is it safe?"].language == "en-GB"


def test_only_whole_sentences_of_running_text_count() -> None:
    counted = [one.text for passage in passages(EVERYTHING) for one in passage.whole_sentences]
    assert counted == [
        *("One thing is this.", "Another one.", "You feel ill.", "Call us."),
        *("Another paragraph.", "Is it safe?", "Words of somebody.", "What it means."),
        *("3 of 10 people got better.", "Ein Satz.", "A note is short."),
    ]


def test_a_label_in_bold_is_no_sentence() -> None:
    labelled = only("**Long follow-up.** You come back. We look.")
    assert [one.text for one in labelled.whole_sentences] == ["You come back.", "We look."]
    stressed = only("**Please do not stop it.** Ask us.")
    assert len(stressed.whole_sentences) == 2
    assert len(only("**Ask us.**").whole_sentences) == 1


def test_ranges_tell_what_is_not_the_authors_own() -> None:
    passage = only(
        'Ask “Is it *safe*?” in `a.txt` or [this page](#a): [Hola.]{lang=es} It\'s "so". '
        "The ‘new’ drug’s name."
    )
    assert marked(passage) == [
        (Mark.QUOTATION, "“Is it safe?”"),
        (Mark.EMPHASIS, "safe"),
        (Mark.CODE, "a.txt"),
        (Mark.LINK, "this page"),
        (Mark.FOREIGN, "Hola."),
        (Mark.QUOTATION, '"so"'),
        (Mark.QUOTATION, "‘new’"),
    ]
    at = passage.text.index("safe")
    assert passage.marks_at(at, at + 1) == {Mark.QUOTATION, Mark.EMPHASIS}
    assert passage.marks_at(0, 3) == frozenset()


def test_words_in_another_language_are_no_words_of_a_sentence() -> None:
    passage = only("It is called [mal de mer]{lang=fr} here.")
    assert passage.sentences[0].words == ("It", "is", "called", "here")
    assert passage.sentences[0].text == passage.text


def test_marks_leave_no_space_before_a_stop() -> None:
    passage = only("Germs [@one]. Ask [@one; @two], then\u00a0go [@one] on.  \nNow\n")
    assert passage.text == "Germs. Ask, then go on. Now"


def test_a_sentence_is_where_it_says() -> None:
    for passage in passages(EVERYTHING):
        for one in passage.sentences:
            assert passage.text[one.start : one.end] == one.text


def test_nothing_comes_of_no_words() -> None:
    assert passages("![](way.svg){.decorative}\n\n[@one]\n") == ()


def test_glossary_passages_have_the_terms_place() -> None:
    term = Term("term-myelin", "myelin", "The coat of a nerve.", Place("glossary.toml", 4))
    name, meaning = glossary_passages([term], "en")
    assert (name.kind, name.text) == (Kind.TERM, "myelin")
    assert (meaning.kind, meaning.place) == (Kind.MEANING, term.place)
    assert [one.text for one in meaning.whole_sentences] == ["The coat of a nerve."]


def test_a_marked_name_is_not_the_authors_wording() -> None:
    """Nobody can put the name of an office in plainer words; the sentence around it counts."""
    found = passages("# A\n\nAsk the [Prior Hall Utilisation Office]{.name} first.")
    (passage,) = (one for one in found if one.kind is Kind.PARAGRAPH)
    assert passage.text == "Ask the Prior Hall Utilisation Office first."
    assert passage.own_text.split() == ["Ask", "the", "first."]
