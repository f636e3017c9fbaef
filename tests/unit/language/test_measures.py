"""What is measured of a leaflet: which words count, how long reading takes, what is hard."""

from __future__ import annotations

from plainleaf.language.formulas import Counts, total
from plainleaf.language.measures import Measures, Reading, measure
from tests.small_leaflet import small

SEVEN = "You take this pill with a glass."
TWENTY = f"{'You may go home ' * 4}and rest a while."
TWENTY_ONE = f"{'You may go home ' * 4}and rest for a while."
TWENTY_SIX = f"{'You may go home ' * 6}and rest."


SPINAL_FLUID = """
[[term]]
term = "spinal fluid"
meaning = "What is round the spine."
"""


def reading(*chapters: str, language: str = "en-GB", glossary: str = "") -> Reading:
    return measure(small(*chapters, glossary=glossary).book, language)


def whole(text: str, language: str = "en-GB") -> Measures:
    return reading(f"# Title\n\n{text}\n", language=language).whole


def test_only_whole_sentences_of_running_text_are_measured() -> None:
    found = whole(f"{SEVEN}\n\n- a fever\n\n## Heading\n\n| A | B |\n|---|---|\n| One two. | 3 |")
    assert (found.counts.words, found.counts.sentences) == (7, 1)
    assert found.every_word == 7 + 2 + 1 + 1 + 5


def test_time_to_read_takes_every_printed_word_and_is_rounded_up() -> None:
    found = whole(" ".join([SEVEN] * 15))
    assert found.every_word == 106
    assert (found.minutes(100), found.minutes(200)) == (2, 1)


def test_the_whole_is_the_chapters_together() -> None:
    found = reading(f"# One\n\n{SEVEN}\n", f"# Two\n\n{SEVEN} It is so.\n")
    assert [one.title for one in found.chapters] == ["One", "Two"]
    assert found.whole.counts == total([one.counts for one in found.chapters])
    assert found.whole.counts.sentences == 3
    assert (found.whole.file, found.chapters[1].file) == ("", "02-two.md")


def test_notes_count_for_the_whole_only() -> None:
    found = reading("# One\n\nThis is it[^n].\n\n[^n]: You should know this too.\n")
    assert (found.whole.counts.sentences, found.chapters[0].counts.sentences) == (2, 1)


def test_a_long_sentence_is_hard_and_a_longer_one_too_long() -> None:
    assert whole(TWENTY).hard == ()
    (one,) = whole(TWENTY_ONE).hard
    assert (one.is_long, one.is_too_long, len(one.sentence.words)) == (True, False, 21)
    (one,) = whole(f"{TWENTY_SIX} {SEVEN}").hard
    assert one.is_too_long
    assert whole(f"{SEVEN}\n\n{TWENTY_SIX}").longest_words == 26


def test_a_sentence_of_many_hard_words_is_hard() -> None:
    (one,) = whole(f"{SEVEN} Immunosuppressive chemotherapy precedes leukapheresis.").hard
    assert one.has_hard_words
    assert not one.is_long
    assert one.unexplained == (*("immunosuppressive", "chemotherapy", "precedes", "leukapheresis"),)


def test_words_that_the_glossary_explains_are_not_told() -> None:
    text = "# One\n\nThe spinal fluid is clear. Spinal nerves are there. Plasma, plasma!\n"
    without, with_term = reading(text).whole, reading(text, glossary=SPINAL_FLUID).whole
    assert without.unexplained == (("plasma", 2), ("spinal", 2), ("fluid", 1))
    assert with_term.unexplained == (("plasma", 2), ("spinal", 1))
    assert with_term.counts.unfamiliar == without.counts.unfamiliar
    assert measure(small(text).book, "en", ("plasma",)).whole.unexplained == (
        *(("spinal", 2), ("fluid", 1)),
    )


def test_text_in_another_language_is_told_and_not_measured() -> None:
    found = whole(f"{SEVEN}\n\n{{lang=de}}\nDas ist ein Satz auf Deutsch.")
    assert (found.counts.words, found.other_words) == (7, 6)
    assert found.every_word == 14


def test_a_chapter_in_another_language_has_its_own_formulas() -> None:
    found = reading(f"# One\n\n{SEVEN}\n", "---\nlang: es\n---\n# Dos\n\nEsto es una frase.\n")
    keys = [one.main_score.formula.key for one in found.chapters if one.main_score]
    assert keys == ["flesch_kincaid", "szigriszt_pazos"]
    assert found.whole.other_words == 4


def test_few_words_are_told_to_be_few() -> None:
    assert whole(SEVEN).is_short
    assert not whole(" ".join([SEVEN] * 15)).is_short


def test_nothing_to_measure_has_no_score() -> None:
    found = whole("- a fever\n- a rash")
    assert (found.main_score, found.longest, found.longest_words) == (None, None, 0)
    assert found.counts == Counts()
    assert found.counts.mean_words == 0


def test_counts_add_up_and_keep_what_is_unknown() -> None:
    assert total([Counts(words=2, sentences=1), Counts(words=3, sentences=1)]) == Counts(5, 2)
    assert total([Counts(words=1, syllables=2), Counts(words=1, syllables=3)]).syllables == 5
    assert total([]) == Counts()


def test_passives_are_counted_where_the_language_lets_one_tell() -> None:
    found = whole('The pill is given at home. He said: "It was seen." You can rest.')
    assert found.counts.passives == 1
    assert [one.text for one in found.passives] == ["The pill is given at home."]
    assert whole("La pastilla es dada.", "es").counts.passives is None
