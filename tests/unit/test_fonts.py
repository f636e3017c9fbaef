"""Which family each language and character gets, and what is said where none is there."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from fontTools.ttLib import TTFont

from plainleaf import fonts
from plainleaf.languages import script
from tests.small_leaflet import small

ATKINSON, NOTO = "Atkinson Hyperlegible", "Noto Sans"
SAMPLES = {
    "ar": "المكتبة",
    "bn": "গ্রন্থাগার",
    "el": "βιβλίο",
    "gu": "પુસ્તક",
    "he": "ספר",
    "hi": "पुस्तकालय",
    "hy": "գիրք",
    "ja": "としょかん図書館",
    "ka": "წიგნი",
    "km": "បណ្ណាល័យ",
    "kn": "ಪುಸ್ತಕ",
    "ko": "도서관",
    "ml": "പുസ്തകം",
    "pa": "ਲਾਇਬ੍ਰੇਰੀ",
    "ru": "библиотека",
    "si": "පොත",
    "ta": "புத்தகம்",
    "te": "పుస్తకం",
    "th": "ห้องสมุด",
    "ti": "መጽሓፍ",
    "uk": "їжак",
    "ur": "کتب خانہ",
    "vi": "thư viện",
    "yo": "ìwé ẹ̀kọ́",
    "zh-Hans": "图书馆",
    "zh-Hant": "圖書館",
}


@pytest.mark.parametrize("tag", SAMPLES)
def test_word_is_set_in_one_family(tag: str) -> None:
    """The family of a language has every letter of a word in it, and is not the base."""
    family = fonts.family_for(tag, script(tag))
    assert family != ATKINSON
    assert set(fonts.share_out({family: SAMPLES[tag]})) - {ATKINSON} == {family}


@pytest.mark.parametrize(
    ("tag", "family"),
    [
        ("en-GB", ATKINSON),
        ("es", ATKINSON),
        ("pl", ATKINSON),
        ("cy", NOTO),
        ("cy-GB", NOTO),
        ("zh", "Noto Sans SC"),
        ("zh-TW", "Noto Sans TC"),
        ("yue", "Noto Sans TC"),
        ("x-unknown", ATKINSON),
    ],
)
def test_family_of_a_language(tag: str, family: str) -> None:
    """A longer tag, a region and a script of its own all count."""
    assert fonts.family_for(tag, script(tag)) == family


def test_each_family_gets_what_the_ones_before_lack() -> None:
    """English with a Welsh letter and an arrow in it: the letter and the arrow go elsewhere."""
    shares = fonts.share_out({ATKINSON: "dŵr → a"})
    assert shares[ATKINSON] >= set("dr a")
    assert shares[NOTO] == {"ŵ"}
    assert shares["Noto Sans Symbols"] == {"→"}


def test_share_of_a_language_is_its_own() -> None:
    """Latin letters of an Arabic text stay in its family; those of English do not go there."""
    shares = fonts.share_out({ATKINSON: "abc", "Noto Sans Arabic": "كتاب xyz"})
    assert shares[ATKINSON] == set("abc")
    assert shares["Noto Sans Arabic"] == set("كتاب xyz")


@pytest.mark.parametrize("face", fonts.bundled_fonts(), ids=lambda face: face.file_name)
def test_every_face_is_upright_whole_and_free(face: fonts.FontFace) -> None:
    """Each has its licence with it, is no slanted face, and is cut to the same bytes each time."""
    assert b"OPEN FONT LICENSE" in face.licence_text.upper()
    character = min(fonts.characters_of(face.family) - set(" "))
    data = fonts.subset(face, character)
    fonts._cut.cache_clear()
    fonts._of_weight.cache_clear()
    assert fonts.subset(face, character) == data
    with TTFont(io.BytesIO(data)) as cut:
        assert "fvar" not in cut
        assert cut["OS/2"].usWeightClass == face.weight
        assert cut["post"].italicAngle == 0


def test_missing_fonts_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a package of fonts is not installed, PL601 tells its name."""
    there = tuple(face for face in fonts.bundled_fonts() if face.package.startswith("fontpkg"))
    monkeypatch.setattr(fonts, "bundled_fonts", lambda: there)
    told = {one.message: one.help for one in small("# Title\n\nਲ 图 🙂 ☐").diagnostics}
    advice = [text for message, text in told.items() if "cannot be printed" in message]
    assert ["manimgx-fonts" in text for text in advice] == [True, False, True, True]
    assert "justmytype-intl-cjk" in advice[1]


def test_width_is_that_of_the_base_family() -> None:
    """A character that the base lacks counts as an em."""
    assert fonts.width_em("图书") == 2.0
    assert 0.3 < fonts.width_em("n") < 0.8


def test_licence_that_is_not_there_is_told() -> None:
    """A font never travels without its licence."""
    face = replace(fonts.bundled_fonts()[0], licence="NO-SUCH-FILE")
    with pytest.raises(FileNotFoundError):
        _ = face.licence_text
