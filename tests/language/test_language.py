"""The rules of plain language find what an editor would change, and leave the rest alone.

Each rule has a file of snippets in `own/`, and may have one by other hands in `frozen/`: `hits`
break the rule, `near` nearly do. A snippet is the body of a chapter. A file may hold a glossary.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from plainleaf import rules
from plainleaf.assemble import assemble
from plainleaf.checks import read_as_editor
from plainleaf.diagnostics import Severity
from plainleaf.manuscript import ChapterSource, Manuscript, Source
from plainleaf.markdown import parse
from tests.conftest import ROOT, TODAY
from tests.small_leaflet import SETTINGS

HERE = ROOT / "tests" / "language"
SETS = ("own", "frozen")
LEAST_SNIPPETS = 14
LEAST_RECALL = 0.7
LEAST_PRECISION = {Severity.ERROR: 0.9, Severity.WARNING: 0.8}

# These look at a leaflet as a whole or at its data files; their fixtures in tests/rules show them.
OF_SENTENCES = [
    code
    for code in sorted(rules.CATALOGUE)
    if ("PL402" <= code <= "PL419") or ("PL430" <= code <= "PL437")
]
OF_OTHERS = [path.stem for path in sorted((HERE / "frozen").glob("PL*.toml"))]


@dataclass(frozen=True)
class Snippets:
    """The snippets of one file, and the glossary that they stand under."""

    hits: tuple[str, ...]
    near: tuple[str, ...]
    glossary: str = ""


@dataclass(frozen=True)
class Score:
    """What a rule makes of a set: the hits it misses, and the near misses that it takes."""

    missed: tuple[str, ...]
    wrong: tuple[str, ...]
    hits: int

    @property
    def recall(self) -> float:
        """The share of hits that the rule finds."""
        return 1 - len(self.missed) / self.hits

    @property
    def precision(self) -> float:
        """The share of what the rule finds that is a hit."""
        found = self.hits - len(self.missed) + len(self.wrong)
        return (self.hits - len(self.missed)) / found if found else 0.0


def read(path: Path) -> Snippets:
    """Return the snippets of a file."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Snippets(tuple(data["hits"]), tuple(data["near"]), data.get("glossary", ""))


def codes_in(snippet: str, glossary: str = "") -> set[str]:
    """Return the codes that an editor's reading of a leaflet of one chapter gives."""
    source = ChapterSource("01-one.md", f"# How to live well\n\n{snippet}\n", 1, "one")
    manuscript = Manuscript(
        settings=Source("leaflet.toml", ""),
        chapters=(source,),
        glossary=Source("glossary.toml", glossary) if glossary else None,
    )
    book = assemble((parse(source).value,), manuscript).value
    settings = replace(SETTINGS, language="en-GB")
    return {one.code for one in read_as_editor(book, settings, TODAY)}


def scored(code: str, snippets: Snippets) -> Score:
    """Return how a rule does on snippets."""
    missed = [one for one in snippets.hits if code not in codes_in(one, snippets.glossary)]
    wrong = [one for one in snippets.near if code in codes_in(one, snippets.glossary)]
    return Score(tuple(missed), tuple(wrong), len(snippets.hits))


def told(code: str, kind: str, score: Score) -> str:
    """Return a score as a line, with what went wrong below it."""
    lines = [f"{code} {kind}: precision {score.precision:.2f}, recall {score.recall:.2f}"]
    lines += (f"  missed: {one!r}" for one in score.missed)
    lines += (f"  wrong:  {one!r}" for one in score.wrong)
    return "\n".join(lines)


def sets_of(code: str) -> Iterator[tuple[str, Snippets]]:
    """Yield the sets of snippets that there are for a rule."""
    for kind in SETS:
        path = HERE / kind / f"{code}.toml"
        if path.is_file():
            yield kind, read(path)


@pytest.mark.parametrize("code", sorted({*OF_SENTENCES, *OF_OTHERS}))
def test_rule_finds_what_it_should_and_little_else(
    code: str, record_property: Callable[[str, object], None]
) -> None:
    """Precision and recall are good enough on each set; the numbers are printed."""
    severity = rules.CATALOGUE[code].severity
    for kind, snippets in sets_of(code):
        score = scored(code, snippets)
        record_property("measured", told(code, kind, score).partition("\n")[0])
        assert score.precision >= LEAST_PRECISION[severity], told(code, kind, score)
        assert score.recall >= LEAST_RECALL, told(code, kind, score)


@pytest.mark.parametrize("code", OF_SENTENCES)
def test_rule_has_enough_snippets_of_our_own(code: str) -> None:
    """At least 14 of each kind, none twice."""
    snippets = read(HERE / "own" / f"{code}.toml")
    for group in (snippets.hits, snippets.near):
        assert len(set(group)) == len(group) >= LEAST_SNIPPETS


def test_english_rules_leave_other_languages_alone() -> None:
    """Spanish words are not judged as English ones; their sentences are still counted."""
    spanish = "{lang=es}\nEl 10% via e.g. breakthrough, and/or suffers from hypertension."
    english = {"PL403", "PL402"} | {code for code in OF_SENTENCES if code != "PL411"}
    assert codes_in(spanish) & english == set()
    assert "PL402" in codes_in("{lang=es}\n" + " ".join(["palabra"] * 26) + ".")


def test_a_risk_in_another_language_is_not_weighed_as_an_english_one() -> None:
    """Its words have no weights, and would be taken for a harm."""
    risk = (
        "::: risk {lang=fr}\nwhat: se sentaient mieux\ncount: 3\nout of: 100\nwho: des adultes\n"
        "how long: un an\nsource: [@a2024]\n:::"
    )
    assert "PL437" not in codes_in(risk)
    assert "PL437" in codes_in(risk.replace(" {lang=fr}", "").replace("se sentaient mieux", "fell"))
