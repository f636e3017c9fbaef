"""Figures keep their order in text that is read from the right."""

from __future__ import annotations

import pytest

from plainleaf.rightleft import isolate_figures

PAGE = (
    '<html xmlns="http://www.w3.org/1999/xhtml" dir="{around}"><body>'
    '<p{inner}>x <span class="keep">{text}</span></p></body></html>'
)


@pytest.mark.parametrize(
    ("around", "inner", "text", "isolated"),
    [
        ("rtl", "", "+44 1632 960 001", 'dir="ltr"'),
        ("rtl", "", "5 mg", 'dir="ltr"'),
        ("rtl", "", "10 أيام", 'dir="rtl"'),
        ("ltr", ' dir="rtl"', "01632 960 001", 'dir="ltr"'),
    ],
)
def test_figures_in_turned_text_have_a_direction(
    around: str, inner: str, text: str, isolated: str
) -> None:
    """Of Latin letters and figures from the left, of Arabic ones from the right."""
    page = isolate_figures(PAGE.format(around=around, inner=inner, text=text))
    assert f'<span class="keep" {isolated}>{text}</span>' in page


@pytest.mark.parametrize(
    ("around", "inner", "text"),
    [("ltr", "", "01632 960 001"), ("rtl", ' dir="ltr"', "5 mg"), ("rtl", "", "T-cell")],
)
def test_the_rest_stays_as_it_is(around: str, inner: str, text: str) -> None:
    """Text from the left, and words without figures, are not touched."""
    page = PAGE.format(around=around, inner=inner, text=text)
    assert isolate_figures(page) == page
