"""References are read, numbered by first citation, and set without citeproc's slips."""

from __future__ import annotations

import datetime
import json
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainleaf.assemble.citations import CslEntry, number_citations, read_references
from plainleaf.book import Reference
from plainleaf.diagnostics import Place

PAGE = {"type": "webpage", "title": "About MS"}
ARTICLE = {
    "type": "article-journal",
    "title": "A trial",
    "container-title": "Nature Medicine",
}


def entry(**fields: Any) -> CslEntry:
    """Return a checked entry; underscores in names stand for hyphens."""
    data = {
        "id": "one",
        **{key.replace("_", "-"): value for key, value in fields.items()},
    }
    outcome = read_references("references.json", json.dumps([data]))
    assert outcome.diagnostics == ()
    return outcome.value[0]


def printed(**fields: Any) -> str:
    """Return how one entry reads in the list."""
    return words(number_citations([("one",)], [entry(**fields)]).references[0])


def words(reference: Reference) -> str:
    return "".join(piece.text for piece in reference.pieces)


def faults(text: str) -> list[tuple[str, int, str]]:
    found = read_references("references.json", text).diagnostics
    assert {one.place.path for one in found} <= {"references.json"}
    return [(one.code, one.place.line, one.message) for one in found]


def test_place_is_the_line_of_the_id() -> None:
    """The line is that of the entry's own "id", also where an inner object has one before."""
    text = """[
 {"id": "a", "type": "book", "title": "A"},
 {
  "x": {"id": 1},
  "type": "book", "title": "B [{]}",
  "id": "b"}
]"""
    outcome = read_references("references.json", text)
    assert [(one.id, one.place.line) for one in outcome.value] == [("a", 2), ("b", 6)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[\n {"id": "a",\n "type" "book"}]', 3),
        ("", 1),
        ("[" * 100_000, 0),
        ("[" + "9" * 5000 + "]", 0),
    ],
)
def test_what_is_no_json(text: str, line: int) -> None:
    """Bad JSON is PL102 with its line; depth and endless numbers are no traceback."""
    assert [(code, at) for code, at, _ in faults(text)] == [("PL102", line)]


def test_byte_order_mark_is_no_fault() -> None:
    """Windows editors put a byte order mark before the text."""
    assert faults("\ufeff[]") == []


@pytest.mark.parametrize(
    ("broken", "code", "said"),
    [
        ({"type": "book", "title": "A"}, "PL510", 'has no "id"'),
        ({"id": "a", "title": "A"}, "PL510", 'has no "type"'),
        ({"id": "a", "type": "blog", "title": "A"}, "PL510", "'blog'"),
        ({"id": "a", "type": "book"}, "PL510", 'has no "title"'),
        ({"id": "a", "type": "book", "title": ["A"]}, "PL104", "a list"),
        ({"id": "a", "type": "book", "title": "A", "volume": None}, "PL104", "empty"),
        (
            {"id": "a", "type": "book", "title": "A", "author": "Me"},
            "PL104",
            "a list of names",
        ),
        (
            {"id": "a", "type": "book", "title": "A", "author": [{"given": "M"}]},
            "PL510",
            "author",
        ),
        (
            {"id": "a", "type": "book", "title": "A", "author": [{"family": 3}]},
            "PL104",
            "a number",
        ),
        (
            {"id": "a", "type": "book", "title": "A", "issued": "2024"},
            "PL104",
            "a date",
        ),
        (
            {
                "id": "a",
                "type": "book",
                "title": "A",
                "issued": {"date-parts": [[2024, 13]]},
            },
            "PL510",
            "issued",
        ),
        (
            {"id": "a", "type": "book", "title": "A", "issued": {"date-parts": []}},
            "PL510",
            "issued",
        ),
        ({"id": "a", "type": "book", "title": "A\u0007"}, "PL510", "U+0007"),
        ({"id": "a", "type": "book", "title": "\ud800"}, "PL510", "U+D800"),
        ({"id": "a", "type": "book", "title": "A", "DOI": "not one"}, "PL510", "DOI"),
        (
            {"id": "a", "type": "book", "title": "A", "URL": "javascript:x"},
            "PL509",
            "javascript",
        ),
        (
            {"id": "a", "type": "book", "title": "A", "URL": "http://["},
            "PL509",
            "http://[",
        ),
        ("a", "PL104", "curly"),
    ],
)
def test_entry_that_cannot_be_printed(broken: Any, code: str, said: str) -> None:
    """Each fault is told once, with its line, and the entry is left out."""
    text = "[\n" + json.dumps(broken) + "\n]"
    ((found, line, message),) = faults(text)
    assert (found, line) == (code, 2)
    assert said in message
    assert read_references("references.json", text).value == ()


def test_not_a_list() -> None:
    """A file with one object instead of a list is told so."""
    assert [(code, line) for code, line, _ in faults('{"id": "a"}')] == [("PL104", 1)]


def test_second_entry_with_one_id() -> None:
    """A duplicate is told where the second stands, and the first is kept."""
    one = json.dumps({"id": "a", **PAGE})
    assert faults(f"[{one},\n{one}]") == [
        ("PL510", 2, "the reference 'a' stands twice, first on line 1")
    ]


def test_numbers_follow_first_citation() -> None:
    """References count from 1 as they are first cited; unknown ids get no number."""
    entries = [CslEntry(one, {"id": one, **PAGE}, Place("references.json", 1)) for one in "abc"]
    numbered = number_citations([("c",), ("a", "c", "nobody"), (), ("a", "a")], entries)
    assert numbered.numbers == ((1,), (1, 2), (), (2,))
    assert [(one.number, one.source_id, one.id) for one in numbered.references] == [
        (1, "c", "ref-c"),
        (2, "a", "ref-a"),
    ]


def test_page_ids_are_xml_names_and_differ() -> None:
    """Ids that only differ in what XML forbids stay apart."""
    ids = ["a b", "a/b", "Ä", "a-b"]
    entries = [CslEntry(one, {"id": one, **PAGE}, Place("references.json")) for one in ids]
    numbered = number_citations([tuple(ids)], entries)
    assert [one.id for one in numbered.references] == [
        "ref-a-b",
        "ref-a-b-2",
        "ref-",
        "ref-a-b-3",
    ]


def test_ids_that_differ_in_case_only() -> None:
    """citeproc folds the case of ids; each entry is still set as itself."""
    entries = [
        CslEntry(one, {"id": one, "type": "book", "title": f"Title {one}"}, Place("r.json"))
        for one in ("qin", "QIN")
    ]
    numbered = number_citations([("qin", "QIN")], entries)
    assert [words(one) for one in numbered.references] == ["Title qin.", "Title QIN."]


def test_date_has_its_spaces() -> None:
    """citeproc prints 2022Oct;28."""
    text = printed(**ARTICLE, issued={"date-parts": [[2022, 10]]}, volume="28", issue="10")
    assert text == "A trial. Nature Medicine. 2022 Oct;28(10)."


WEB_PAGE = {**PAGE, "URL": "https://www.example.org/ms"}


def looked_at(id: str, *day: int) -> CslEntry:
    return entry(**{**WEB_PAGE, "id": id, "accessed": {"date-parts": [list(day)]}})


def test_days_of_looking_are_printed_where_they_differ() -> None:
    """citeproc prints 2026Nov22, and the list's number against the first word."""
    days = [looked_at("one", 2026, 11, 22), looked_at("two", 2026, 10)]
    cited = number_citations([("one", "two")], days)
    assert cited.looked_up is None
    texts = ["".join(piece.text for piece in one.pieces) for one in cited.references]
    assert texts == [
        "About MS. [cited 2026 Nov 22]. example.org/ms",
        "About MS. [cited 2026 Oct]. example.org/ms",
    ]


def test_one_day_of_looking_is_left_to_be_said_once() -> None:
    """A DOI needs no day, so only the web pages count."""
    days = [looked_at("one", 2026, 11, 22), looked_at("two", 2026, 11, 22)]
    paper = entry(**{**ARTICLE, "id": "three", "URL": WEB_PAGE["URL"], "DOI": "10.1000/1"})
    cited = number_citations([("one", "two", "three")], [*days, paper])
    assert cited.looked_up == datetime.date(2026, 11, 22)
    assert "".join(one.text for one in cited.references[0].pieces) == "About MS. example.org/ms"


def test_many_authors_become_three() -> None:
    """Who else wrote it is found by the DOI."""
    names = [{"family": name, "given": "A"} for name in ("One", "Two", "Three", "Four")]
    assert printed(**ARTICLE, author=names).startswith("One A, Two A, Three A, et al. ")
    assert printed(**ARTICLE, author=names[:3]).startswith("One A, Two A, Three A. ")


@pytest.mark.parametrize(
    ("title", "begins"),
    [
        ("Is it unchecked?", "Is it unchecked? Nature"),
        ("“Is it?”", "“Is it?” Nature"),
        ("Made by Kite, Inc.", "Made by Kite, Inc. Nature"),
        ("And then...", "And then... Nature"),
        (
            "<i>E. coli</i> and H<sub>2</sub>O, p <0.05",
            "E. coli and H2O, p <0.05. Nature",
        ),
        ("Two  spaces\nand a line", "Two spaces and a line. Nature"),
    ],
)
def test_title_meets_its_stop(title: str, begins: str) -> None:
    """A title's own last mark is not doubled, and Zotero's rich text is taken out."""
    assert printed(**{**ARTICLE, "title": title}).startswith(begins)


@pytest.mark.parametrize(
    ("pages", "shown"),
    [
        ("2124-2132", "2124–32"),
        ("1380-1390.e2", "1380–1390.e2"),
        ("98-104", "98–104"),
        ("S12-S19", "S12–S19"),
        ("e200080", "e200080"),
    ],
)
def test_page_ranges(pages: str, shown: str) -> None:
    """Only ranges of plain numbers of one length are shortened."""
    text = printed(**ARTICLE, page=pages, volume="5", issued={"date-parts": [[2020]]})
    assert text.endswith(f"2020;5:{shown}.")


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (
            [{"literal": "Müller F and others (complete list to be copied)"}],
            "Müller F, et al.",
        ),
        (
            [{"family": "Chahin", "given": "N"}, {"literal": "and others (more)"}],
            "Chahin N, et al.",
        ),
        ([{"literal": "AABB and Others Foundation"}], "AABB and Others Foundation."),
        ([{"family": "Cree", "given": "Bruce A. C."}], "Cree BAC."),
    ],
)
def test_authors_and_others(names: list[dict[str, str]], shown: str) -> None:
    """Words such as "and others", with an editor's remark after them, are set as et al."""
    assert printed(**PAGE, author=names) == f"{shown} About MS."


def test_doi_is_one_link_and_the_address_is_left_out() -> None:
    """A DOI goes before an address, and its whole run is the link."""
    reference = number_citations(
        [("one",)],
        [
            entry(
                **ARTICLE,
                DOI="https://doi.org/10.1016/S2665-9913(25)00091-8",
                URL="https://example.org/a",
                PMID="40318690",
            )
        ],
    ).references[0]
    assert [(piece.text, piece.address) for piece in reference.pieces] == [
        ("A trial. Nature Medicine. ", ""),
        (
            "doi:10.1016/S2665-9913(25)00091-8",
            "https://doi.org/10.1016/S2665-9913(25)00091-8",
        ),
    ]


def test_address_is_printed_whole_and_untouched() -> None:
    """No mending reaches into an address, whatever it looks like."""
    address = "https://example.org/a..b/2024Mar29?.x=1&y=%20"
    reference = number_citations([("one",)], [entry(**PAGE, URL=address)]).references[0]
    assert reference.pieces[-1].address == address
    assert reference.pieces[-1].text == address.removeprefix("https://")


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"number": "NCT06384976"}, "About MS. Registry number NCT06384976."),
        (
            {"URL": "https://clinicaltrials.gov/study/NCT06384976"},
            "About MS. Registry number NCT06384976.",
        ),
        (
            {"number": "NCT06384976", "DOI": "10.1000/1"},
            "About MS. Registry number NCT06384976. doi:10.1000/1",
        ),
        ({"title": "Trial NCT06384976", "number": "NCT06384976"}, "Trial NCT06384976."),
    ],
)
def test_trial_registry_number_is_printed_once(fields: dict[str, str], shown: str) -> None:
    """A reader can look a trial up by its number; it stands before the link."""
    assert printed(**{**PAGE, **fields}) == shown


def test_registry_number_is_the_link_to_its_record() -> None:
    """The number stands for the registry's address, and the whole of it is the link."""
    address = "https://clinicaltrials.gov/study/NCT06384976"
    reference = number_citations([("one",)], [entry(**PAGE, URL=address)]).references[0]
    assert ("NCT06384976", address) in [(one.text, one.address) for one in reference.pieces]


def test_registry_number_elsewhere_is_not_invented() -> None:
    """A number in a page about something else is no registry number of it."""
    assert "Registry" not in printed(**PAGE, URL="https://example.org/NCT06384976")


def test_note_is_never_printed() -> None:
    """An editor's note is nobody else's business."""
    assert "verified" not in printed(**PAGE, note="verified: seen")


TEXT = st.text(string.ascii_letters + string.digits + " .,;:?!()[]'\"<>&–-é中", max_size=25)
NAMES = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {"family": st.text("abcÄ- '.", min_size=1, max_size=8)},
            optional={"given": st.text("abc -.Ä", max_size=9), "suffix": TEXT},
        ),
        st.fixed_dictionaries({"literal": TEXT.filter(bool)}),
    ),
    max_size=9,
)
DATES = st.one_of(
    st.fixed_dictionaries({"literal": TEXT}),
    st.lists(
        st.one_of(
            st.tuples(st.integers(1, 9999)),
            st.tuples(st.integers(1, 9999), st.integers(1, 12)),
            st.tuples(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31)),
        ).map(list),
        min_size=1,
        max_size=2,
    ).map(lambda parts: {"date-parts": parts}),
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["article-journal", "book", "chapter", "dataset", "report", "webpage", "bill"]),
    st.text("abc xyz", min_size=1, max_size=12).filter(str.strip),
    st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(("volume", "issue", "page", "edition", "publisher", "number"), TEXT),
            **dict.fromkeys(("author", "editor"), NAMES),
            **dict.fromkeys(("issued", "accessed"), DATES),
            "URL": st.just("https://example.org/a"),
            "DOI": st.just("10.1000/a"),
        },
    ),
)
def test_every_entry_that_passes_can_be_set(kind: str, title: str, fields: dict[str, Any]) -> None:
    """Whatever `read_references` lets through is set, with its title and without slips."""
    text = json.dumps([{"id": "one", "type": kind, "title": title, **fields}])
    outcome = read_references("references.json", text)
    assert outcome.diagnostics == ()
    (reference,) = number_citations([("one",)], outcome.value).references
    assert " ".join(title.split()) in words(reference)
    assert "  " not in words(reference)
    assert not any(0xFDD0 <= ord(mark) <= 0xFDEF for mark in words(reference))
