"""Step 5, check: what a sentence of a leaflet is about: a benefit, a harm, an illness, or neither.

No list of words finds a benefit, since a benefit is told in too many ways ("you are then less
likely to …", "most can climb the stairs again"). So each word, and each pair of neighbours, has a
weight for each topic, learned from labelled sentences by multinomial logistic regression. That
words and pairs can tell outcomes apart, sentence by sentence, is known from medical papers (Niu and
others, Analysis of polarity information in medical text, AMIA 2005). The sentences and how the
weights are made stand in `training/`; the weights are data, `words/en/topics.tsv`. English only.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import pairwise
from pathlib import Path

WEIGHTS_FILE = Path(__file__).resolve().parent / "words" / "en" / "topics.tsv"
BIAS = "(bias)"
"""The line of the weights that every sentence has."""
UNITS = 100
"""The weights are written as whole hundredths."""

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d[\d,.]*|[?:;!]")
_STEM = 6
"""Letters of a word that stand for all its forms: "prevents" and "prevention" are one."""
_START, _END, _NUMBER = "^", "$", "#"


class Topic(StrEnum):
    """What a sentence tells of. `NONE` is advice, preparation, help with side effects and so on."""

    BENEFIT = "benefit"
    HARM = "harm"
    ILLNESS = "illness"
    NONE = "none"


def features(text: str) -> list[str]:
    """Return what the weights are for: a text's words and pairs of neighbours, each one once."""
    found = _TOKEN.findall(text.lower().replace("’", "'"))
    words = [_NUMBER if one[0].isdigit() else one[:_STEM] for one in found]
    pairs = [f"{left} {right}" for left, right in pairwise((_START, *words, _END))]
    return sorted({*words, *pairs})


def chances(text: str) -> Mapping[Topic, float]:
    """Return how likely each topic is for a sentence, from 0 to 1; together they are 1."""
    weights = _weights()
    known = [weights[one] for one in features(text) if one in weights]
    shrink = UNITS * math.sqrt(len(known) or 1)
    scores = [
        bias / UNITS + sum(one[at] for one in known) / shrink
        for at, bias in enumerate(weights[BIAS])
    ]
    highest = max(scores)
    shares = [math.exp(one - highest) for one in scores]
    return dict(zip(Topic, (one / sum(shares) for one in shares), strict=True))


@cache
def _weights() -> Mapping[str, Sequence[int]]:
    lines = WEIGHTS_FILE.read_text(encoding="utf-8").splitlines()
    return {
        feature: [int(one) for one in weights]
        for feature, *weights in (line.split("\t") for line in lines)
    }
