"""Syllables are counted as people say them, in each language that has a formula."""

from __future__ import annotations

import pyphen
import pytest

from plainleaf.language.syllables import LANGUAGES, syllables_in

SPOKEN = {
    "en": "hos-pi-tal med-i-cine ther-a-py blood T-cell im-mune so-called nurse",
    "de": "a-ber o-der Ta-blet-te Krank-heit Ärz-te Häu-ser Leu-te See Ne-ben-wir-kung Fie-ber "
    "ü-ber O-pe-ra-ti-on Quel-le ru-fen in-fi-zie-ren Kli-nik ei-ne Ge-räu-sche Bau-er se-hen",
    "es": "a-mi-go o-cho ai-re cui-da-do le-er pa-ís dí-a me-di-ci-na que guí-a á-re-a o-í-do "
    "con-cien-cia far-ma-cia cuer-po muy rey ma-yo y re-ú-ne san-gre o-es-te bui-tre u-ru-gua-yo",
    "fr": "mé-de-cin ta-ble pa-tient san-té fiè-vre hô-pi-tal eau oi-seau trai-te-ment u-ne les "
    "in-fir-mi-ère sang pe-tit mai-son qui que lan-gue vo-tre ap-pe-lez",
    "nl": "a-ber me-di-cijn huis zie-ken-huis koorts bloed ie-der moei-lijk uw nieu-we blij-ven "
    "pa-ti-ënt in-fec-tie au-to o-ver dui-ze-lig leeuw mooi ge-ïn-te-res-seerd ze-nuw",
    "ru": "боль ле-кар-ство врач бо-лезнь кровь те-ло о-на е-ё ме-ди-ци-на у-хо",
}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_syllables_are_those_that_are_said(language: str) -> None:
    written = SPOKEN[language].split()
    if language == "en":
        written[written.index("T-cell")] = "T‑-cell"
    counted = {one: syllables_in(one.replace("-", ""), language) for one in written}
    assert counted == {one: one.count("-") + 1 for one in written}


@pytest.mark.parametrize("language", sorted(LANGUAGES - {"en"}))
def test_hyphenation_would_find_fewer(language: str) -> None:
    breaks = pyphen.Pyphen(lang=language)
    words = SPOKEN[language].split()
    wrong = [one for one in words if len(breaks.positions(one.replace("-", ""))) != one.count("-")]
    assert len(wrong) >= len(words) // 20


def test_parts_of_a_word_count_one_by_one() -> None:
    assert syllables_in("follow-up", "en") == 3
    assert syllables_in("and/or", "en") == 2
    assert syllables_in("10–20", "en") == 2


def test_a_number_is_one_syllable() -> None:
    assert syllables_in("2026", "en") == syllables_in("2026", "de") == 1
