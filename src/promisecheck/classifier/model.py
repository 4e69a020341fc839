"""A trained classifier: its vocabulary, its weights, and what it was trained on. One `.npz` file, no pickles."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from promisecheck.classifier import archive
from promisecheck.classifier.kept import Kept
from promisecheck.classifier.network import Network, Scores
from promisecheck.classifier.quantised import Quantised
from promisecheck.classifier.vectors import vectors
from promisecheck.language.words import WORDS_KEPT

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from promisecheck.classifier.sample import Sample

_IN_FOURS = "name.weight"
_WORDS, _FEATURES = 3000, 5000  # how many are kept at least, of 5 KB and of 1 KB with their names


@dataclass(frozen=True)
class Model:
    """`names` are the features it knows, `categories` those it tells apart; `about` says how it was made."""

    weights: dict[str, np.ndarray[Any, Any]]
    names: tuple[str, ...]
    categories: tuple[str, ...]
    about: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.names)}

    @cached_property
    def _network(self) -> Network:
        return Network(self.weights)

    def scores(self, sample: Sample) -> Scores:
        """Log-odds of a sample; it must have a token that is judged."""
        pairs = list(zip(sample.forms, sample.lemmas, strict=True))
        names = [(*known, *of_word(*pair)) for known, pair in zip(sample.names, pairs, strict=True)]
        return self._network.scores(self._words.rows(pairs), self._features.rows(names), sample.target)

    @cached_property
    def _words(self) -> Kept[tuple[str, str]]:
        """What the network makes of a form with its lemma."""

        def made(pairs: Sequence[tuple[str, str]]) -> np.ndarray[Any, Any]:
            forms, lemmas = zip(*pairs, strict=True)
            return self._network.of_words(vectors(forms), vectors(lemmas))

        return Kept(made, _WORDS)

    @cached_property
    def _features(self) -> Kept[tuple[str, ...]]:
        """What the network makes of the features that a token has."""

        def made(names: Sequence[tuple[str, ...]]) -> np.ndarray[Any, Any]:
            return self._network.of_names([[self._numbers[n] for n in one if n in self._numbers] for one in names])

        return Kept(made, _FEATURES)

    def save(self, path: Path) -> None:
        """Writes the model: the features' vectors in four bits, all else with half precision."""
        about = {"names": self.names, "categories": self.categories, **self.about}
        plain = {name: array for name, array in self.weights.items() if name != _IN_FOURS}
        named = self.weights[_IN_FOURS]
        archive.write(path, about, plain, {_IN_FOURS: Quantised.of(named.reshape(-1, named.shape[-1]))})

    @classmethod
    def load(cls, path: Path) -> Model:
        """Reads a model; raises `ModelError` where there is none. Files of former versions hold all of it plain."""
        about, weights, rounded = archive.read(path)
        try:
            for name, matrix in rounded.items():
                rows = matrix.rows()
                weights[name] = rows.reshape(len(weights["form.weight"]), -1, rows.shape[-1])
            return cls(weights, tuple(about.pop("names")), tuple(about.pop("categories")), about)
        except (ValueError, KeyError) as error:
            raise archive.unreadable(path, error) from None


def numbers_of(sample: Sample, known: dict[str, int]) -> list[list[int]]:
    """The numbers of each token's features that are known."""
    words = zip(sample.names, sample.forms, sample.lemmas, strict=True)
    return [[known[name] for name in (*names, *of_word(form, lemma)) if name in known] for names, form, lemma in words]


@lru_cache(WORDS_KEPT)
def of_word(form: str, lemma: str) -> tuple[str, ...]:
    """The features of the word itself: its lemma, and for words without a vector its beginning and end."""
    lower = form.lower()
    found = [f"lemma:{lemma}"]
    found += [f"begins:{lemma[:n]}" for n in (3, 5) if len(lemma) > n]
    return (*found, f"ends:{lower[-3:]}") if len(lower) > 4 else tuple(found)
