"""Step 8, proof: what large print keeps on one line: doses, dates, phone numbers, chances.

UKAAF G003 (2019): single items are not divided over lines. What compose promises to keep is
held against the print; the patterns here are the proof's own, so that a gap in that promise
shows. They are English ones; a space in them is any space.
"""

from __future__ import annotations

import re

from plainleaf.keep import KEPT

_NUMBER = r"(?<![\w.,])\d[\d.,]*"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_UNIT = (
    r"(?:kg|g|mg|mcg|µg|μg|ng|micrograms?|milligrams?|grams?|kilograms?"
    r"|l|L|ml|mL|litres?|millilitres?|units?|IU|mmol|mol|mm|cm|m|km"
    r"|%|per\s+cent|°\s?C|°\s?F|°|C|F|degrees(?:\s+[CF]\b)?)"
)

KEPT_WHOLE: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        KEPT.pattern,
        # 1 in 10, 3 out of 1,000
        rf"{_NUMBER}\s+(?:in|out\s+of)\s+\d[\d.,]*",
        # 38 C, 250 mg, 5 ml
        rf"{_NUMBER}\s+{_UNIT}(?!\w)",
        # 23 November 2026, 23 November, November 2026
        rf"(?<!\w)\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?(?!\w)",
        rf"(?<!\w){_MONTH}\s+\d{{4}}(?!\w)",
        # 0800 123 4567, +44 20 7946 0000, (020) 7946 0000
        r"(?<![\w.,])(?:\+\d{1,3}|\(?0\d+\)?)(?:[\s-]+\(?\d{2,}\)?)+(?!\w)",
    )
)
"""In the order in which they are tried."""
