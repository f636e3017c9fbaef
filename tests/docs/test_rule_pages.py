"""Each rule has a page for authors, made from the catalogue and its fixture."""

from __future__ import annotations

from docs.make_rule_pages import FAMILIES, PAGES, SOURCES, rule_pages
from plainleaf.rules import CATALOGUE


def test_pages_are_what_the_script_makes() -> None:
    """Where this fails, `make docs` makes them anew."""
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir()}
    assert sorted(written) == sorted(rule_pages())
    stale = [name for name, text in rule_pages().items() if written[name] != text]
    assert stale == []


def test_each_rule_has_a_page_and_stands_in_the_index() -> None:
    """An author who looks a code up finds it, with its title."""
    pages = rule_pages()
    for code, rule in CATALOGUE.items():
        assert pages[f"{code}.md"].startswith(f"# {code}: {rule.title}\n")
        assert f"[{code}]({code}.md): {rule.title}" in pages["README.md"]


def test_each_family_has_rules() -> None:
    """No heading of the index is empty."""
    assert {code[:3] for code in CATALOGUE} == set(FAMILIES)


def test_each_short_name_is_a_source_of_some_rule() -> None:
    """The list of short names explains what authors meet, and nothing else."""
    sources = " ".join(rule.source for rule in CATALOGUE.values())
    assert [short for short, _ in SOURCES if short not in sources] == []


def test_pages_show_no_template() -> None:
    """Where facts are filled in, a page shows an example of them or a gap."""
    for name, text in rule_pages().items():
        assert "{found" not in text, name
        assert "``text\n\n``" not in text, name
