"""A transformer encoder in numpy, fine-tuned on a rule: the slower and more attentive of the two readers.

Words are cut into pieces; the state of a word's first piece, with what is known of the word, is judged as the words
of `network.Network` are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from promisecheck.classifier import archive
from promisecheck.classifier.network import FLOOR, Scores
from promisecheck.classifier.pieces import END, START, Pieces

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from promisecheck.classifier.quantised import Quantised
    from promisecheck.classifier.sample import Sample

    Array = NDArray[np.float32]

WINDOW = 400  # pieces that are read at once
HEADS = 12
_SCORES = "pieces"  # of the pieces, among the plain arrays
_EPSILON = np.float32(1e-12)


@dataclass(frozen=True, slots=True)
class Cut:
    """A sample in pieces: whether each is judged, the first of each word, how many words of the beginning are left."""

    pieces: list[int]
    sides: list[int]
    firsts: list[int]
    skipped: int


def cut(sample: Sample, pieces: Pieces) -> Cut:
    """The pieces of a sample, `WINDOW` at most: context gives way first, then the ends of long words."""
    words = [pieces.of(form) for form in sample.forms]
    room = WINDOW - 2
    judged = sample.target.index(True) if True in sample.target else 0
    skipped = 0
    while skipped < judged and sum(map(len, words[skipped:])) > room:
        skipped += 1
    words = words[skipped:]
    if sum(map(len, words)) > room:
        words = [word[: max(1, room // len(words))] for word in words]
    made, sides, firsts = [START], [0], []
    for word, target in zip(words, sample.target[skipped:], strict=True):
        firsts.append(len(made))
        made += word
        sides += [int(target)] * len(word)
    return Cut([*made, END], [*sides, 0], firsts, skipped)


class Encoder:
    """The weights, ready to read; `names` are the features it knows, `categories` those it tells apart."""

    def __init__(
        self,
        pieces: Pieces,
        rounded: Mapping[str, Quantised],
        plain: Mapping[str, NDArray[Any]],
        names: Sequence[str],
        categories: Sequence[str],
        about: dict[str, Any] | None = None,
    ):
        self.pieces, self.rounded = pieces, dict(rounded)
        self.plain: dict[str, Array] = {name: np.asarray(array, np.float32) for name, array in plain.items()}
        self.names, self.categories, self.about = tuple(names), tuple(categories), about or {}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: n for n, name in enumerate(self.names)}

    @cached_property
    def _layers(self) -> list[dict[str, Array]]:
        """Each layer's matrices, turned so that states are multiplied from the left."""
        found = []
        for n in range(len({name.split(".")[1] for name in self.rounded if name.startswith("layers.")})):
            w = {name: self.rounded[f"layers.{n}.{name}.weight"].rows().T for name in ("q", "k", "v", "ao", "fi", "fo")}
            b = {name: self.plain[f"layers.{n}.{name}.bias"] for name in ("q", "k", "v", "ao", "fi", "fo")}
            layer = {
                "qkv": np.concatenate([w["q"], w["k"], w["v"]], 1),
                "qkv.bias": np.concatenate([b["q"], b["k"], b["v"]]),
            }
            for name in ("ao", "fi", "fo"):
                layer |= {name: np.ascontiguousarray(w[name]), f"{name}.bias": b[name]}
            for name in ("aln", "oln"):
                layer |= {f"{name}.{part}": self.plain[f"layers.{n}.{name}.{part}"] for part in ("weight", "bias")}
            found.append(layer)
        return found

    def scores(self, sample: Sample) -> Scores:
        """Log-odds of a sample; it must have a token that is judged."""
        w, found = self.plain, cut(sample, self.pieces)
        x = self.rounded["piece.weight"].rows(found.pieces)
        x = _normed(x + w["place.weight"][: len(x)] + w["side.weight"][found.sides], w, "norm")
        for layer in self._layers:
            x = _layer(x, layer)
        known = np.stack([self._known(names) for names in sample.names[found.skipped :]])
        states = np.tanh(_linear(np.concatenate([x[found.firsts], known], 1), w, "mix"))
        judged = np.asarray(sample.target[found.skipped :])
        tokens = np.full(len(sample), np.float32(-30))
        tokens[found.skipped :][judged] = _linear(states[judged], w, "token")[:, 0]
        seen = states[judged]
        weight = _linear(seen, w, "pool")
        weight = np.exp(weight - weight.max())
        both = np.concatenate([(seen * (weight / weight.sum())).sum(0), np.maximum(seen.max(0), FLOOR)])
        whole = _linear(np.maximum(_linear(both, w, "whole.0"), 0), w, "whole.3")
        return Scores(float(whole[0]), tokens, whole[1:])

    def _known(self, names: Sequence[str]) -> Array:
        rows = [self._numbers[name] for name in names if name in self._numbers]
        summed: Array = np.maximum(self.plain["name.weight"][rows].sum(0), 0)
        return summed

    def save(self, path: Path) -> None:
        """Writes the encoder."""
        about = {"names": self.names, "categories": self.categories, "pieces": self.pieces.texts, **self.about}
        archive.write(path, about, {**self.plain, _SCORES: np.array(self.pieces.scores)}, self.rounded)

    @classmethod
    def load(cls, path: Path) -> Encoder:
        """Reads an encoder; raises `ModelError` where there is none."""
        about, plain, rounded = archive.read(path)
        try:
            pieces = Pieces(about.pop("pieces"), plain.pop(_SCORES).tolist())
            return cls(pieces, rounded, plain, about.pop("names"), about.pop("categories"), about)
        except KeyError as error:
            raise archive.unreadable(path, error) from None


def _layer(x: Array, w: Mapping[str, Array]) -> Array:
    length, width = x.shape
    q, k, v = (x @ w["qkv"] + w["qkv.bias"]).reshape(length, 3, HEADS, -1).transpose(1, 2, 0, 3)
    seen = q @ k.swapaxes(-1, -2) / np.float32((width // HEADS) ** 0.5)
    seen = np.exp(seen - seen.max(-1, keepdims=True))
    seen /= seen.sum(-1, keepdims=True)
    x = _normed(x + (seen @ v).swapaxes(0, 1).reshape(length, width) @ w["ao"] + w["ao.bias"], w, "aln")
    return _normed(x + _gelu(x @ w["fi"] + w["fi.bias"]) @ w["fo"] + w["fo.bias"], w, "oln")


def _gelu(x: Array) -> Array:
    """The tanh form of D. Hendrycks and K. Gimpel, 2016."""
    inner: Array = np.tanh(x * (np.float32(0.7978845608) + np.float32(0.0356774081) * x * x))
    found: Array = x * np.float32(0.5) * (inner + np.float32(1))
    return found


def _normed(x: Array, w: Mapping[str, Array], name: str) -> Array:
    x = x - x.mean(-1, keepdims=True)
    deviation: Array = np.sqrt((x * x).mean(-1, keepdims=True) + _EPSILON)
    return x / deviation * w[f"{name}.weight"] + w[f"{name}.bias"]


def _linear(given: Array, w: Mapping[str, Array], name: str) -> Array:
    return given @ w[f"{name}.weight"].T + w[f"{name}.bias"]
