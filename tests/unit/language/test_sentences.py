"""Where sentences end, in several languages, and what counts as a word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plainleaf.language.sentences import split_sentences, words_of

SENTENCES = {
    "titles and initials": ("en", ["Ask Dr. J. Smith.", "He knows."]),
    "decimals and units": ("en", ["Take 0.5 mg.", "Then rest."]),
    "short forms": ("en", ["Some drugs, e.g. this one, or i.e. that one, help.", "Ask."]),
    "No. 5 and No.": ("en", ["See No. 5 below.", "Is it proven?", "No.", "It is not."]),
    "about": ("en", ["Approx. 5 in 10 people got better.", "We saw it."]),
    "hours": ("en", ["Take it at 8 a.m. every day.", "Sleep at 10 p.m.", "Then rest."]),
    "a letter as a name": ("en", ["It is vitamin C.", "You can buy it."]),
    "a letter after a short form": ("en", ["It comes from CAR T.", "Nobody knows why."]),
    "a letter after a common word": ("en", ["Take vitamin D.", "Fish has a lot of it."]),
    "ellipses": ("en", ["Wait…", "Then go.", "Wait ... then go on."]),
    "quotations": ("en", ["Ask: “Is it safe?”", "“I do not know,” she said.", "Then go."]),
    "a question inside": ("en", ["“Is it safe?” she asked."]),
    "brackets": ("en", ["Is it safe?", "(It is.)", "Go on."]),
    "a numbered label": ("en", ["1. Collection.", "A machine takes cells."]),
    "a year": ("en", ["It was in 2020.", "Then it ended."]),
    "an item without an end": ("en", ["a high fever, e.g. 39 degrees"]),
    "small letters first": ("en", ["This is a gene.", "mRNA is another."]),
    "ordinary words that some lists take for short forms": (
        "en",
        [
            "You feel ill.",
            "Call me.",
            "We may.",
            "It is no art.",
            "He has MS.",
            "Ask the U.S.",
            "It",
        ],
    ),
    "an office's name": ("en", ["The U.S. Food and Drug office said so.", "We did too."]),
    "initials": ("en", ["It was found by J. R. Smith et al. (2020) in 5 people.", "We saw it."]),
    "a unit before a capital": ("en", ["Take 5 ml.", "Rest."]),
    "days and numbers": ("en", ["See us on Jan. 5 or Sept. 6.", "5 people did."]),
    "a question and an exclamation": ("en", ["Really?!", "Yes!", "Go."]),
    "addresses": ("en", ["See www.nhs.uk for more.", "Call us."]),
    "German ordinals": ("de", ["Der 2. Tag ist gut.", "Es sind 5.", "Danach ist Ruhe."]),
    "German short forms": ("de", ["Das sind z. B. Tabletten, d. h. Pillen.", "Gut."]),
    "Spanish": ("es", ["El Dr. García vino.", "¿Es seguro?", "Tome 5 mg.", "Luego descanse."]),
    "French": ("fr", ["M. Dupont est là.", "C'est vrai ?", "« Oui. »", "Bien."]),
    "Italian": ("it", ["Il Dott. Rossi dice sì.", "È vero?"]),
    "Dutch": ("nl", ["Dr. Jansen en dhr. Bakker, o.a. Piet, komen.", "Is het veilig?"]),
    "Russian": (
        "ru",
        ["Это д-р Иванов И. И. сказал.", "Вот 5 мг.", "Это т. е. то.", "Вот и т. д.", "Ещё раз."],
    ),
    "Arabic": ("ar", ["هل هو آمن؟", "نعم."]),
    "Hindi": ("hi", ["यह है।", "वह है।"]),
    "a tag that no list knows": ("x-none", ["One.", "Two."]),
}


@pytest.mark.parametrize(("language", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_sentences_end_where_a_reader_stops(language: str, expected: list[str]) -> None:
    text = " ".join(expected)
    found = [text[start:end] for start, end in split_sentences(text, language)]
    assert found == expected


def test_scripts_without_spaces_have_sentences() -> None:
    assert split_sentences("这是。好吗？", "zh") == ((0, 3), (3, 6))


def test_a_region_does_not_matter() -> None:
    assert split_sentences("Der 2. Tag.", "de-AT") == ((0, 11),)


@given(st.text('aB1. ?!…"“”()’\n\u00a0é中。', max_size=60), st.sampled_from(["en", "de", "fr"]))
def test_nothing_is_lost_between_sentences(text: str, language: str) -> None:
    left, at = "", 0
    for start, end in split_sentences(text, language):
        assert at <= start < end
        left += text[at:start]
        at = end
    assert not (left + text[at:]).strip()


def test_words_are_without_the_marks_around_them() -> None:
    text = "“CAR T-cell therapy” – is it 10–20%? Yes/no; don't (he's)…"
    assert words_of(text) == (
        *("CAR", "T-cell", "therapy", "is", "it", "10–20", "Yes/no", "don't", "he's"),
    )


def test_a_text_of_many_sentences_takes_time_in_proportion() -> None:
    def seconds(count: int) -> float:
        text = "This is one of them. " * count
        begun = time.perf_counter()
        assert len(split_sentences(text, "en")) == count
        return time.perf_counter() - begun

    seconds(100)
    few = min(seconds(1_000) for _ in range(3))
    assert seconds(20_000) < 20 * 4 * few + 0.05
