"""What a sentence is about: the shipped weights are those that the labelled sentences give."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pytest

from plainleaf.language.topics import BIAS, WEIGHTS_FILE, Topic, chances, features
from tests.language.test_language import HERE, codes_in, read
from training.train_topics import SENTENCES, learn, weights_of
from training.train_topics import read as read_sentences

MOST_APART = 2
"""Hundredths by which another machine's arithmetic may change a weight."""


def shipped() -> Mapping[str, Sequence[int]]:
    """Return the weights of the file."""
    rows = (line.split("\t") for line in WEIGHTS_FILE.read_text(encoding="utf-8").splitlines())
    return {feature: [int(one) for one in weights] for feature, *weights in rows}


def test_shipped_weights_are_those_that_the_sentences_give() -> None:
    """Whoever changes a sentence runs `make topics` too."""
    sentences = [one for path in sorted(SENTENCES.glob("*.tsv")) for one in read_sentences(path)]
    ours, theirs = shipped(), weights_of(learn(sentences))
    assert list(ours) == list(theirs)
    for feature, weights in ours.items():
        for one, other in zip(weights, theirs[feature], strict=True):
            assert abs(one - other) <= MOST_APART, feature


def test_no_sentence_has_two_labels() -> None:
    """The same words with two labels teach nothing; in leaflets what stands around them decides."""
    seen: dict[str, Topic] = {}
    for path in sorted(SENTENCES.glob("*.tsv")):
        if not path.name.startswith("leaflets-"):
            for one in read_sentences(path):
                assert seen.setdefault(one.text, one.topic) == one.topic, one.text


def test_sentences_are_not_those_that_the_rule_is_tried_on() -> None:
    """No training sentence stands in a snippet, or the snippets would prove nothing."""
    snippets = "\n".join(
        " ".join(text.split())
        for kind in ("own", "frozen")
        for group in (read(HERE / kind / "PL437.toml"),)
        for text in (*group.hits, *group.near)
    )
    long = [
        one.text
        for path in sorted(SENTENCES.glob("*.tsv"))
        for one in read_sentences(path)
        if len(one.text.split()) > 7
    ]
    assert [one for one in long if one in snippets] == []


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("After six weeks, most people could walk up the stairs again.", Topic.BENEFIT),
        ("Fewer people who took it had a stroke.", Topic.BENEFIT),
        ("Your arm may be sore for a day or two.", Topic.HARM),
        ("Some people get a rash.", Topic.HARM),
        ("Multiple sclerosis is a disease of the nerves.", Topic.ILLNESS),
        ("Bring a list of your medicines.", Topic.NONE),
        ("Call us if you get worse.", Topic.NONE),
    ],
)
def test_plain_sentences_are_told_apart(text: str, topic: Topic) -> None:
    """A sentence that leaves no doubt is given none."""
    chance = chances(text)
    assert max(chance, key=lambda one: chance[one]) == topic


def test_chances_are_chances() -> None:
    """They add up to 1, for words that nobody labelled and for no word at all, too."""
    for text in ("", "Xyzzy plugh", "It helps.", "It " * 5000):
        chance = chances(text)
        assert set(chance) == set(Topic)
        assert math.isclose(sum(chance.values()), 1)


def test_features_are_words_and_neighbours() -> None:
    """Six letters stand for a word's forms, # for any number; start and end are neighbours."""
    assert features("Don’t wait 3 weeks!") == sorted(
        [
            *("don't", "wait", "#", "weeks", "!"),
            *("^ don't", "don't wait", "wait #", "# weeks", "weeks !", "! $"),
        ]
    )
    assert BIAS not in features("bias (bias)")


def test_a_long_leaflet_is_weighed_as_a_short_one_is() -> None:
    """Twenty leaflets without a benefit are one without; with forty fine ones, it is fine."""
    snippets = read(HERE / "own" / "PL437.toml")
    told = [one for one in snippets.near if "PL437" not in codes_in(one)]
    alone = [one for one in snippets.hits if "PL437" in codes_in(one)]
    assert "PL437" in codes_in("\n\n".join(alone[-20:]))
    assert "PL437" not in codes_in("\n\n".join([*alone[-20:], *told[-40:]]))


def test_what_nobody_knows_does_not_add_up_to_a_harm() -> None:
    """Five hundred words that nobody labelled, and practical lines, tell of no harm."""
    assert "PL437" not in codes_in("\n\n".join(["Ab."] * 500))
    assert "PL437" not in codes_in("The car park is behind the clinic.\n\nBring your letter.")
