"""What belongs together stays on one line; addresses break only where no reader is misled."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plainleaf.keep import address_pieces, pieces, unbroken

LINE_EM = 20.0


def width_em(text: str) -> float:
    return 0.5 * len(text)


KEPT = [
    "1 in 10",
    "10 of 15",
    "38 of 42,500",
    "1 to 3",
    "23 November 2026",
    "23 de noviembre de 2026",
    "November 23, 2026",
    "September 2026",
    "+44 20 7946 0000",
    "020 7946 0000",
    "37.5 °C",
    "5 mg",
    "2 weeks",
    "58\u00a0weeks",
    "50 %",
    "T-cell",
    "6–8",
    "24-hour",
    "NCT-12-x",
]


@pytest.mark.parametrize("text", KEPT)
def test_kept_whole(text: str) -> None:
    """Each stands as one piece between other words, with the stop behind it left outside."""
    assert list(pieces(f"Say {text}.")) == [("Say ", False), (text, True), (".", False)]


@pytest.mark.parametrize("text", ["a word", "in 2 of the", "Table 3", "a - b", "x (y) z", "1st"])
def test_left_free(text: str) -> None:
    """Ordinary words may part at a line's end."""
    assert list(pieces(text)) == [(text, False)]


@given(st.text(alphabet="0123456789 ,.-–ab°C%\u00a0()/+inof", max_size=60))
@settings(derandomize=True, max_examples=100)
def test_pieces_join_to_the_text(text: str) -> None:
    """Nothing is lost and nothing added."""
    assert "".join(piece for piece, _ in pieces(text)) == text


@given(st.text(alphabet="ab/.?&=-:%", max_size=120))
@settings(derandomize=True, max_examples=100)
def test_address_pieces_join_to_the_address(address: str) -> None:
    """Nothing is lost, and no piece is wider than a line."""
    parts = list(address_pieces(address, width_em, LINE_EM))
    assert "".join(parts) == address
    assert all(width_em(part) <= LINE_EM for part in parts)


def test_address_breaks() -> None:
    """After a slash or a sign of a query; not after a stop, and not within the double slash."""
    assert list(address_pieces("https://a.example/b?c=1&d=2", width_em, LINE_EM)) == [
        "https://a.example/",
        "b?",
        "c=",
        "1&",
        "d=",
        "2",
    ]


def test_long_piece_of_an_address_breaks_after_a_stop() -> None:
    """Where it would not fit on a line, and only there."""
    address = f"https://{'a' * 20}.{'b' * 20}.example/"
    assert list(address_pieces(address, width_em, LINE_EM))[1:] == ["b" * 20 + ".", "example/"]


def test_long_word_of_an_address_breaks_before_a_hyphen() -> None:
    """A reader would leave out a hyphen at a line's end."""
    address = "a" * 20 + "-" + "b" * 20
    first, second = address_pieces(address, width_em, LINE_EM)
    assert (first, second) == ("a" * 20, "-" + "b" * 20)


@pytest.mark.parametrize("piece", ["a", "1", "1,", "1 ", "11 ", "1(", "a-", "(", "1 in "])
def test_odd_text_takes_no_time(piece: str) -> None:
    """Ten thousand repeats of anything are searched in well under a second."""
    begun = time.process_time()
    assert "".join(part for part, _ in pieces(piece * 10_000)) == piece * 10_000
    assert time.process_time() - begun < 2


@pytest.mark.parametrize("name", ["CAR T", "CAR T-cell"])
def test_a_name_of_capitals_and_a_letter_is_one(name: str) -> None:
    """A lone T at the beginning of a line would be read as a word of its own."""
    assert list(pieces(f"Had {name} therapy")) == [
        ("Had ", False),
        (name, True),
        (" therapy", False),
    ]


def test_lines_end_between_letters_of_some_scripts() -> None:
    """Chinese and Thai have no spaces between words; English and Arabic have."""
    assert unbroken("on the shelf") == ["on", "the", "shelf"]
    assert unbroken("المكتبة مفتوحة") == ["المكتبة", "مفتوحة"]
    assert unbroken("图书馆 opens 每天") == ["图", "书", "馆", "opens", "每", "天"]
