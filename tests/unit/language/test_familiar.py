"""Which English words nearly every reader knows."""

from __future__ import annotations

import pytest

from plainleaf.language.familiar import is_familiar


@pytest.mark.parametrize(
    "word",
    [
        *("doctor", "helps", "carried", "stopped", "making", "bigger", "safer", "nurses"),
        *("people's", "children’s", "well-known", "colour", "centre", "I", "a", "don't", "2026"),
        *("1,200", "5%", "37.5°C", "2nd", "taken", "neighbour"),
    ],
)
def test_common_words_and_their_forms_are_familiar(word: str) -> None:
    assert is_familiar(word, begins=False)


@pytest.mark.parametrize(
    "word", ["chemotherapy", "immune", "MS", "CD19", "mRNA", "neurologist", "T-cell", "infusions"]
)
def test_other_words_are_not(word: str) -> None:
    assert not is_familiar(word, begins=False)


def test_a_capital_marks_a_name_but_not_at_the_beginning() -> None:
    assert is_familiar("Hamburg", begins=False)
    assert not is_familiar("Hamburg", begins=True)
    assert is_familiar("Doctors", begins=True)
