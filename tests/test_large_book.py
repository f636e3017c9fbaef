"""A book of 400 pages takes as much time for each page as a shorter one."""

from __future__ import annotations

from collections.abc import Callable

from tests.large_book import SECTIONS_OF_400_PAGES, large

MOST_TIMES_SLOWER = 1.6
"""For each page; twice as slow would already mean that the work grows with its square."""


def test_time_grows_in_line_with_pages(record_property: Callable[[str, object], None]) -> None:
    """Four times as many pages take about four times as long, and are as free of faults."""
    small_book = large(SECTIONS_OF_400_PAGES // 4)
    large_book = large(SECTIONS_OF_400_PAGES)
    assert large_book.diagnostics == small_book.diagnostics == ()
    assert large_book.pages >= 400
    ratio = large_book.seconds_a_page / small_book.seconds_a_page
    record_property(
        "measured",
        f"{large_book.pages} pages take {large_book.seconds:.1f} s, "
        f"{ratio:.2f} times as long a page as {small_book.pages} pages",
    )
    assert ratio < MOST_TIMES_SLOWER
