"""Learns the weights of `plainleaf/language/topics.py` from the labelled sentences beside it.

`make topics` runs it, writes the weights and prints how well each file's sentences are told apart
by weights learned from all the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import Normalizer

from plainleaf.language.topics import BIAS, UNITS, WEIGHTS_FILE, Topic, features

SENTENCES = Path(__file__).resolve().parent / "topics"
LEAST_SENTENCES = 4
"""A word or pair that stands in fewer sentences gets no weight."""
STRENGTH = 10.0
"""The inverse of how much large weights cost (C)."""
MOST_ROUNDS = 1000


@dataclass(frozen=True)
class Labelled:
    """A sentence, and what it is about."""

    topic: Topic
    text: str


def read(path: Path) -> list[Labelled]:
    """Return the sentences of a file: a topic, a tab and a sentence a line, or an empty line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [
        Labelled(Topic(topic), text) for topic, text in (one.split("\t") for one in lines if one)
    ]


def learn(sentences: Sequence[Labelled]) -> Pipeline:
    """Return a classifier that has learned from sentences."""
    pipeline = Pipeline(
        [
            ("count", CountVectorizer(analyzer=features, binary=True, min_df=LEAST_SENTENCES)),
            ("shrink", Normalizer()),
            ("weigh", LogisticRegression(C=STRENGTH, max_iter=MOST_ROUNDS)),
        ]
    )
    return pipeline.fit([one.text for one in sentences], [one.topic.value for one in sentences])


def weights_of(learned: Pipeline) -> Mapping[str, Sequence[int]]:
    """Return what a classifier has learned, as whole hundredths for each topic."""
    model = learned["weigh"]
    columns = [list(model.classes_).index(one.value) for one in Topic]
    table = {BIAS: model.intercept_}
    for feature, number in learned["count"].vocabulary_.items():
        table[feature] = model.coef_[:, number]
    return {
        feature: [round(float(weights[one]) * UNITS) for one in columns]
        for feature, weights in sorted(table.items())
    }


def written(weights: Mapping[str, Sequence[int]]) -> str:
    """Return weights as the file holds them."""
    rows = ("\t".join([feature, *map(str, row)]) for feature, row in weights.items())
    return "".join(f"{row}\n" for row in rows)


def main() -> None:
    """Write the weights, and print how well they would do on sentences of other files."""
    files = {path.stem: read(path) for path in sorted(SENTENCES.glob("*.tsv"))}
    right = _told_apart(files)
    WEIGHTS_FILE.write_text(written(weights_of(learn(_all(files.values())))), encoding="utf-8")
    for topic in Topic:
        found = sum(guess == topic for guess, _ in right)
        there = sum(truth == topic for _, truth in right)
        both = sum(guess == truth == topic for guess, truth in right)
        click.echo(f"{topic.value:8} precision {both / found:.2f}, recall {both / there:.2f}")
    share = sum(guess == truth for guess, truth in right) / len(right)
    click.echo(f"{share:.2f} of {len(right)} sentences are told apart by weights from other files")


def _told_apart(files: Mapping[str, Sequence[Labelled]]) -> list[tuple[str, str]]:
    """Return guess and truth for each sentence, as weights from all other files have it."""
    pairs: list[tuple[str, str]] = []
    for name, sentences in files.items():
        others = _all(rest for other, rest in files.items() if other != name)
        guesses = learn(others).predict([one.text for one in sentences])
        pairs += zip(map(str, guesses), (one.topic.value for one in sentences), strict=True)
    return pairs


def _all(groups: Iterable[Sequence[Labelled]]) -> list[Labelled]:
    return [one for group in groups for one in group]


if __name__ == "__main__":
    main()
