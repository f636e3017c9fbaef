"""Makes docs/rules/: one page a rule for authors, from the catalogue and the tests' examples.

Run it with `make docs` whenever a rule or its fixture changes; a test compares.
"""

from __future__ import annotations

import difflib
import re
import string
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plainleaf.diagnostics import Severity
from plainleaf.report import WIDTH
from plainleaf.rules import CATALOGUE, Rule

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"
FIXTURES = ROOT / "tests" / "rules"
CLEAN = ROOT / "tests" / "books" / "clean"

NOT_SHOWN = ("expected.txt", "message.txt")
REMOVED = "remove.txt"
WHOLE_LINES_MOST = 16
"""An example of up to this many lines is shown whole, a longer one where it matters."""
LINE_MOST = 200
"""A line is shown up to this many characters."""


@dataclass(frozen=True)
class Family:
    """Rules whose codes begin alike: what they are about, and why they are there."""

    title: str
    why: str


FAMILIES = {
    "PL1": Family(
        "Settings and files",
        "Plainleaf reads a leaflet's folder before it can make anything. It stops rather than "
        "guess what was meant, since a guess could reach readers on paper.",
    ),
    "PL2": Family(
        "Structure",
        "Headings, lists, tables and boxes must be what they look like. A screen reader's user "
        "finds the way by them, and words in a shape that no edition has would be lost.",
    ),
    "PL3": Family(
        "Pictures",
        "A picture helps only those who can see it, unless words say the same. A picture that "
        "cannot be read, or that holds more than a picture, must not reach readers.",
    ),
    "PL4": Family(
        "Plain language",
        "Words that are hard to read keep people from what the leaflet says. These rules read the "
        "text as an editor of health information would: its sentences and words, its numbers, the "
        "parts that every leaflet needs, and what its facts rest on.",
    ),
    "PL5": Family(
        "Glossary, references and links",
        "Readers must be able to find out what a word means, where a fact comes from, and where "
        "a link leads.",
    ),
    "PL6": Family(
        "Print",
        "These rules keep large print readable for people with low sight. Those up to PL609 look "
        "at your text. The others are measured on the finished PDF, so a build tells them and a "
        "check does not; most are for those who change the style sheets.",
    ),
    "PL7": Family(
        "EPUB",
        "The finished EPUB is read back before it is published. When one of these rules speaks, "
        "the fault is mostly in Plainleaf and not in your text.",
    ),
    "PL9": Family(
        "Outside judges, and finished files",
        "Programs by other people read the finished files, in the tests of Plainleaf and where an "
        "editor runs `verify`. Their own words stand in the message.",
    ),
}

INTRODUCTION = (
    (
        "Each message has a code, such as PL301. Look it up here: its page says what brings the "
        "message about, how to mend that and why it matters. An error stops the build; a warning "
        "does not. The examples are about borrowing books from a library."
    ),
    "",
    "These pages are made from the rules themselves, by `make docs`: please do not edit them.",
)

SOURCES = (
    ("ACB", "American Council of the Blind, large print guidelines"),
    ("CDC", "Centers for Disease Control and Prevention (US), Clear Communication Index"),
    ("DAISY", "DAISY Consortium, which works for books that everybody can read"),
    ("DPUB-ARIA", "names of parts of a book for screen readers, by the W3C"),
    ("EPUB", "the form of e-books, and EPUB Accessibility, both by the W3C"),
    ("PDF/UA", "ISO 14289, the standard for PDFs that everybody can read"),
    ("PIF TICK", "the mark for health information of the Patient Information Forum (UK)"),
    ("RNIB", "Royal National Institute of Blind People (UK)"),
    ("UKAAF", "UK Association for Accessible Formats; G003 is about clear and large print"),
    ("WCAG", "Web Content Accessibility Guidelines, by the W3C; the numbers name its criteria"),
)
"""The short names of sources, and what they stand for."""

SEVERITIES = {
    Severity.ERROR: "**Error:** nothing is made until it is mended.",
    Severity.WARNING: "**Warning:** the leaflet is made all the same. Mend it, or let it pass "
    "with a [waiver](../writing.md#waivers).",
}


def rule_pages() -> dict[str, str]:
    """Return each page's text by its file name, the index first."""
    pages = {"README.md": _index()}
    return pages | {f"{rule.code}.md": _page(rule) for rule in _rules()}


def _rules() -> list[Rule]:
    return [CATALOGUE[code] for code in sorted(CATALOGUE)]


def _index() -> str:
    lines = [
        "# What Plainleaf may tell you",
        "",
        *INTRODUCTION,
    ]
    for prefix, family in FAMILIES.items():
        lines += ["", f"## {prefix}xx: {family.title}", "", family.why, ""]
        lines += [
            f"- [{rule.code}]({rule.code}.md): {rule.title}{_mark(rule)}"
            for rule in _rules()
            if rule.code.startswith(prefix)
        ]
    lines += ["", "## Short names of sources", ""]
    lines += [f"- **{short}:** {long}" for short, long in SOURCES]
    return "\n".join(lines) + "\n"


def _mark(rule: Rule) -> str:
    return " (warning)" if rule.severity is Severity.WARNING else ""


def _page(rule: Rule) -> str:
    asked = [f"Source: {rule.source}."] if rule.source else []
    parts = [
        f"# {rule.code}: {rule.title}",
        SEVERITIES[rule.severity],
        *_what_it_says(rule),
        "## How to mend it",
        _mending(rule),
        *_what_is_fine(rule.code),
        "## Why it matters",
        FAMILIES[rule.code[:3]].why,
        *asked,
        "[All messages](README.md)",
    ]
    return "\n\n".join(parts) + "\n"


def _what_it_says(rule: Rule) -> Iterator[str]:
    """Yield the message as printed for a fixture, and that fixture; else its words with gaps."""
    error, valid = (FIXTURES / rule.code / kind for kind in ("error", "valid"))
    if not error.is_dir():
        yield "## What it says"
        yield _fenced(_wrapped(_with_gaps(rule.message)))
        return
    yield "## An example"
    yield from _shown(error, valid)
    yield "Plainleaf then says:"
    told = _first_message(rule.code, error)
    yield _fenced(told)
    if "page #" in told:
        yield "(Where # stands here, it says the number of the page.)"


def _what_is_fine(code: str) -> Iterator[str]:
    error, valid = (FIXTURES / code / kind for kind in ("error", "valid"))
    if valid.is_dir():
        yield "## What is fine"
        yield from _shown(valid, error)


def _with_gaps(template: str) -> str:
    """Return a message's or help's words with a gap where facts are filled in."""
    pieces = string.Formatter().parse(template)
    return "".join(words + ("…" if gap is not None else "") for words, gap, _, _ in pieces)


def _mending(rule: Rule) -> str:
    advice = _with_gaps(rule.help)
    if advice.endswith("…"):
        return "The message itself tells, after the word *help*."
    if re.search(r"[][<>*_\\#`{}|…!\"]", advice):
        return _fenced(_wrapped(advice))
    return f"{advice[0].upper()}{advice[1:]}."


def _wrapped(words: str) -> str:
    return textwrap.fill(words, WIDTH, break_long_words=False, break_on_hyphens=False)


def _first_message(code: str, fixture: Path) -> str:
    """Return the first of the fixture's messages that is this rule's, as it is printed."""
    told = _text(fixture / "message.txt").strip("\n").split("\n\n")
    return next(one for one in told if f" {code}: " in one)


def _shown(fixture: Path, other: Path) -> Iterator[str]:
    """Yield a fixture's files, long ones only where they differ from the other fixture's."""
    for path in sorted(one for one in fixture.rglob("*") if one.is_file()):
        name = path.relative_to(fixture)
        if name.name in NOT_SHOWN:
            continue
        if name.name == REMOVED:
            yield f"Without {_joined(path.read_text(encoding='utf-8').split())}."
        elif _is_binary(path):
            yield f"With the picture `{name}`."
        else:
            yield f"{_place(name)}:"
            yield _fenced(_lines_that_matter(path, _counterpart(path, name, other)))


def _joined(names: list[str]) -> str:
    return " and ".join(
        filter(None, (", ".join(f"`{one}`" for one in names[:-1]), f"`{names[-1]}`"))
    )


def _place(name: Path) -> str:
    if name.parts[0] == "styles":
        return f"Added to `{name.as_posix().replace('.more.css', '.css')}`"
    return f"In `{name.as_posix()}`"


def _counterpart(path: Path, name: Path, other: Path) -> Path | None:
    """Return the file that a fixture's file is best told apart from, if there is one."""
    if (other / REMOVED).is_file():
        return None
    those = (one for one in (other / name, CLEAN / name) if one.is_file())
    return next((one for one in those if one.read_bytes() != path.read_bytes()), None)


def _lines_that_matter(path: Path, counterpart: Path | None) -> str:
    """Return a short file whole, and of a long one what its counterpart does not have."""
    lines = _text(path).rstrip("\n").splitlines()
    is_data = counterpart is not None and path.suffix in (".toml", ".json")
    if counterpart is None or (len(lines) <= WHOLE_LINES_MOST and not is_data):
        return "\n".join(map(_shortened, lines))
    others = _text(counterpart).rstrip("\n").splitlines()
    groups = difflib.SequenceMatcher(None, others, lines, autojunk=False).get_grouped_opcodes(1)
    shown = ["\n".join(map(_shortened, lines[one[0][3] : one[-1][4]])) for one in groups]
    return "\n…\n".join(shown)


def _shortened(line: str) -> str:
    return line if len(line) <= LINE_MOST else f"{line[:LINE_MOST]} …"


def _is_binary(path: Path) -> bool:
    return path.suffix in (".png", ".jpg", ".jpeg", ".gif")


def _text(path: Path) -> str:
    """Return a file's text; characters that nobody could see are named."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return "".join(one if one.isprintable() or one in "\n\u00a0" else _named(one) for one in text)


def _named(character: str) -> str:
    return "  " if character == "\t" else f"<U+{ord(character):04X}>"


def _fenced(text: str) -> str:
    """Return words in a fence that is longer than any in them."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def main() -> None:
    """Write all pages, and take away those of rules that are gone."""
    PAGES.mkdir(exist_ok=True)
    pages = rule_pages()
    for path in PAGES.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (PAGES / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
