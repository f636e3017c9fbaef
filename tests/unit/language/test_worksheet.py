"""The worksheet answers what can be seen, keeps what a person wrote, and counts honestly."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from plainleaf.language.cci import CCI
from plainleaf.language.checklist import Answer, Finding
from plainleaf.language.evidence import Evidence
from plainleaf.language.measures import measure
from plainleaf.language.pemat import ACTING, UNDERSTANDING
from plainleaf.language.worksheet import (
    CHECKLISTS,
    Filled,
    Given,
    Tally,
    make_worksheet,
    read_answers,
    tally,
)
from tests.small_leaflet import SETTINGS, small

PLAIN = "# One\n\nA text.\n"
RICH = """\
# What to know

::: key-message
Ask first.
:::

Call your nurse. You can rest.

- a fever

![A nurse at work](nurse.svg "A nurse")

| Sign | What to do |
|---|---|
| Fever | Call. |

Table: Signs

::: questions
- Is it safe?
:::

::: risk
what: got better
count: 3
out of: 10
who: people in a trial
how long: 1 year
source: [@one]
:::
"""


def worksheet(text: str, earlier: str = "", language: str = "en") -> str:
    settings = replace(SETTINGS, language=language)
    text_ = small(text, images=("nurse.svg",)).book
    return make_worksheet(settings, text_, measure(text_, language), earlier)


def answers(made: str) -> dict[str, str]:
    """Return the answers of a worksheet as they are written, such as "CCI 1": "yes (Plainleaf)"."""
    found = re.findall(r"^### (\w+ \d+):.*\n\nAnswer: (.*)$", made, re.MULTILINE)
    return dict(found)


def points(made: str) -> tuple[int, int]:
    """Return how many points of how many the index has so far."""
    found = re.search(r"Index: (\d+) of (\d+) points so far", made)
    assert found
    return int(found[1]), int(found[2])


def part(made: str, item: str) -> str:
    return made.split(f"### {item}:", 1)[1].split("\n##", 1)[0]


def test_every_item_stands_there_once() -> None:
    assert [one.number for one in CCI.items] == list(range(1, 21))
    assert [one.number for one in UNDERSTANDING.items] == [*range(1, 13), *range(15, 20)]
    assert [one.number for one in ACTING.items] == list(range(20, 27))
    assert len(answers(worksheet(PLAIN))) == 20 + 17 + 7


@pytest.mark.parametrize(
    ("item", "plain", "rich"),
    [
        ("CCI 1", "no", "yes"),
        ("CCI 2", "no", "yes"),
        ("CCI 3", "no", "yes"),
        ("CCI 4", "no", "?"),
        ("CCI 5", "?", "yes"),
        ("CCI 6", "?", "yes"),
        ("CCI 8", "no", "yes"),
        ("CCI 9", "yes", "yes"),
        ("CCI 15", "n/a", "?"),
        ("CCI 16", "n/a", "?"),
        ("CCI 17", "n/a", "?"),
        ("CCI 18", "?", "yes"),
        ("CCI 20", "?", "yes"),
        ("PEMAT 5", "yes", "yes"),
        ("PEMAT 11", "no", "yes"),
        ("PEMAT 12", "?", "yes"),
        ("PEMAT 16", "n/a", "?"),
        ("PEMAT 17", "n/a", "yes"),
        ("PEMAT 19", "n/a", "yes"),
        ("PEMAT 20", "?", "yes"),
        ("PEMAT 21", "?", "yes"),
        ("PEMAT 23", "?", "yes"),
        ("PEMAT 25", "n/a", "?"),
    ],
)
def test_what_can_be_seen_is_answered(item: str, plain: str, rich: str) -> None:
    for text, expected in ((PLAIN, plain), (RICH, rich)):
        mark = "" if expected == "?" else " (Plainleaf)"
        assert answers(worksheet(text))[item] == f"{expected}{mark}"


def test_a_judge_shows_where_to_look() -> None:
    assert "- 01-one.md:4: Ask first." in part(worksheet(RICH), "CCI 2")
    assert "- 01-one.md:7: Call your nurse." in part(worksheet(RICH), "CCI 5")
    assert "- 01-one.md:23: 3 of 10 people got better." in part(worksheet(RICH), "CCI 18")


def test_what_rests_on_english_words_stays_open_in_other_languages() -> None:
    found = answers(worksheet(RICH, language="es"))
    assert found["CCI 5"] == found["CCI 6"] == found["PEMAT 5"] == "?"
    assert "in English only" in part(worksheet(RICH, language="es"), "CCI 5")


def test_faults_are_a_no_with_their_places() -> None:
    table = "| A very long heading of many words | B |\n|---|---|\n| 1 | 2 |"
    text = f"# One\n\nOne. Two. Three. Four.\n\n![A nurse](nurse.svg)\n\n{table}\n"
    made = worksheet(text)
    found = answers(made)
    assert found["CCI 9"] == found["PEMAT 8"] == "no (Plainleaf)"
    assert "- 01-one.md:3: One. Two. Three. Four." in part(made, "CCI 9")
    assert found["PEMAT 17"] == found["PEMAT 19"] == "no (Plainleaf)"
    assert "- 01-one.md:7: A very long heading of many words" in part(made, "PEMAT 19")


def test_passives_are_counted_and_shown() -> None:
    text = RICH.replace("Ask first.", "Ask first. The pill is given by a nurse.")
    book = "# One\n\nThe pill is given by a nurse. You can rest. You are told why.\n"
    assert "01-one.md:4: The pill is given by a nurse." in part(worksheet(text), "CCI 6")
    made = worksheet(book)
    assert answers(made)["PEMAT 5"] == "no (Plainleaf)"
    assert "67% of the sentences are in the passive" in part(made, "PEMAT 5")
    assert "01-one.md:3: You are told why." in part(made, "PEMAT 5")


def test_a_percentage_is_shown_to_be_judged() -> None:
    made = worksheet("# One\n\nIt helps 12% of people.\n")
    assert "01-one.md:3: It helps 12% of people." in part(made, "CCI 20")
    assert "01-one.md:3: It helps 12% of people." in part(made, "CCI 17")


def test_what_a_person_wrote_is_kept_and_counted() -> None:
    made = worksheet(RICH)
    filled = made.replace("Answer: ?", "Answer: yes", 1).replace(
        "### CCI 8: Lists have bullets or numbers.\n\nAnswer: yes (Plainleaf)",
        "### CCI 8: Lists have bullets or numbers.\n\nAnswer: No.",
    )
    filled = filled.replace("Note:\n", "Note: Seen by Ann\nand Bob.\n", 1)
    again = worksheet(RICH, filled)
    assert answers(again)["CCI 4"] == "yes"
    assert answers(again)["CCI 8"] == "no"
    assert "Note: Seen by Ann\nand Bob.\n" in part(again, "CCI 1")
    assert worksheet(RICH, again) == again
    assert points(made) == (10, 10)
    assert points(again) == (10, 11)


def test_plainleafs_own_answers_follow_the_text() -> None:
    """Only a person's answers outlive a change of the text."""
    assert answers(worksheet(PLAIN, worksheet(RICH))) == answers(worksheet(PLAIN))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("yes", Answer.YES),
        ("  YES ", Answer.YES),
        ("**no**", Answer.NO),
        ("y", Answer.YES),
        ("n/a", Answer.NOT_APPLICABLE),
        ("N/A.", Answer.NOT_APPLICABLE),
        ("?", None),
        ("", None),
        ("yes (Plainleaf)", None),
    ],
)
def test_answers_are_read_kindly(written: str, read: Answer | None) -> None:
    text = f"### CCI 3: It stands out.\r\n\r\nAnswer: {written}\r\n\r\nNote: one\r\n"
    assert read_answers(text) == {("CCI", 3): Given(read, "one")}


@pytest.mark.parametrize(
    ("written", "read", "note"),
    [
        ("Answer: yes (JB, 3 May)\n\nNote: one", Answer.YES, "one\n\n(Answer: yes (JB, 3 May))"),
        ("Answer: maybe\n\nNote:", None, "(Answer: maybe)"),
        ("Answer: no\n\nNote: one\n\ntwo\n", Answer.NO, "one\n\ntwo"),
        ("Answer: no\n\nNote:\n\nbelow\n", Answer.NO, "below"),
    ],
)
def test_nothing_that_a_person_wrote_is_lost(written: str, read: Answer | None, note: str) -> None:
    """Words beside an answer, or in place of one, become a note; a note may have paragraphs."""
    text = f"### CCI 3: It stands out.\n\n{written}\n\n### CCI 4: Next\n\nAnswer: ?\n\nNote:\n"
    given = read_answers(text)
    assert given == {("CCI", 3): Given(read, note), ("CCI", 4): Given(None, "")}


def test_any_other_file_has_no_answers() -> None:
    assert read_answers("") == read_answers("# A\n\nAnswer: yes\n") == {}


def filled(**answers: Answer) -> tuple[Filled, ...]:
    """Return the first items of the index with answers: `filled(a=…, b=…)`."""
    return tuple(
        Filled(replace(CCI.items[0], number=number), answer, Finding(answer))
        for number, answer in enumerate(answers.values(), start=1)
    )


def test_a_score_is_of_what_was_answered_and_applies() -> None:
    counted = tally(
        UNDERSTANDING,
        filled(a=Answer.YES, b=Answer.NO, c=Answer.NOT_APPLICABLE, d=Answer.OPEN, e=Answer.YES),
    )
    assert counted == Tally(points=2, counted=3, open=1, total=5)
    assert counted.score == 67


def test_nothing_answered_is_no_score() -> None:
    assert tally(ACTING, filled(a=Answer.OPEN)).score is None


def test_without_one_main_message_three_more_points_are_lost() -> None:
    given = filled(a=Answer.NO, b=Answer.YES, c=Answer.OPEN, d=Answer.NOT_APPLICABLE, e=Answer.YES)
    assert tally(CCI, given) == Tally(points=1, counted=5, open=0, total=5)
    assert tally(UNDERSTANDING, given).points == 2


def test_every_judge_explains_itself() -> None:
    book = small(RICH, images=("nurse.svg",)).book
    seen = Evidence(SETTINGS, book, measure(book, "en"))
    for checklist in CHECKLISTS:
        for item in checklist.items:
            assert item.judge(seen).why, (checklist.short, item.number)
