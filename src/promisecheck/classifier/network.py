"""The network's forward pass in numpy: several members at once, whose scores are averaged.

A bidirectional GRU over word vectors and features; two heads: one judges each token, the other the whole
(K. Cho et al., 2014, for the unit; attention and maximum pooling over the tokens that are judged).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FLOOR = -2.0  # below any activation of a GRU: what tokens out of the target weigh in the maximum


@dataclass(frozen=True, slots=True)
class Scores:
    """Log-odds, averaged over the members: of the whole, of each token, and of each category."""

    whole: float
    tokens: Array
    categories: Array

    def mixed(self, other: Scores, share: float) -> Scores:
        """What both say of one sample, `share` of it by the other."""
        own = 1 - share
        return Scores(
            own * self.whole + share * other.whole,
            own * self.tokens + share * other.tokens,
            own * self.categories + share * other.categories,
        )


class Network:
    """The weights of all members, stacked: every array begins with the number of members."""

    def __init__(self, weights: Mapping[str, Array]):
        self.weights = {name: np.ascontiguousarray(array, dtype=np.float32) for name, array in weights.items()}
        w = self.weights
        recurrent = np.stack([w["r.weight_hh"], w["r.weight_hh_reverse"]], 1)
        self._recurrent = np.ascontiguousarray(recurrent.swapaxes(-1, -2))
        self._recurrent_bias = np.stack([w["r.bias_hh"], w["r.bias_hh_reverse"]], 1)[:, :, None]

    @property
    def members(self) -> int:
        """How many networks vote."""
        return len(self.weights["form.weight"])

    def scores(self, forms: Array, lemmas: Array, names: Sequence[Sequence[int]], target: Sequence[bool]) -> Scores:
        """The scores of one sample: vectors of forms and lemmas, numbers of features, what is judged."""
        states = self._states(forms, lemmas, names)
        judged = np.asarray(target)
        tokens = self._head("token", states)[..., 0]
        seen = states[:, judged]
        weight = seen @ self.weights["pool.weight"].swapaxes(-1, -2) + self.weights["pool.bias"][:, None]
        weight = np.exp(weight - weight.max(axis=1, keepdims=True))
        attended = (seen * (weight / weight.sum(axis=1, keepdims=True))).sum(axis=1)
        both = np.concatenate([attended, np.maximum(seen.max(axis=1), FLOOR)], axis=-1)
        whole = self._head("whole", both[:, None])[:, 0].mean(axis=0)
        return Scores(float(whole[0]), np.where(judged, tokens.mean(axis=0), -30), whole[1:])

    def _states(self, forms: Array, lemmas: Array, names: Sequence[Sequence[int]]) -> Array:
        """The hidden states of both directions, side by side: members × tokens × 2·size."""
        w = self.weights
        flat = np.fromiter((n for one in names for n in one), dtype=np.int64)
        starts = np.cumsum([0, *(len(one) for one in names)])[:-1]
        known = np.add.reduceat(w["name.weight"][:, flat], starts, axis=1)
        parts = [_linear(forms[None], w, "form"), _linear(lemmas[None], w, "lemma"), known]
        seen = np.maximum(np.concatenate(parts, axis=-1), 0)
        return self._unrolled(_gates(seen, w, ""), _gates(seen, w, "_reverse"))

    def _unrolled(self, forward: Array, backward: Array) -> Array:
        """Both directions step by step, all members at once."""
        length, size = forward.shape[1], forward.shape[2] // 3
        # members × directions × steps × 1 × 3·size
        gates = np.stack([forward, backward[:, ::-1]], axis=1)[:, :, :, None]
        state = np.zeros((len(forward), 2, 1, size), dtype=np.float32)
        states = np.empty((len(forward), 2, length, size), dtype=np.float32)
        for step in range(length):
            here, own = gates[:, :, step], state @ self._recurrent + self._recurrent_bias
            both = _sigmoid(here[..., : 2 * size] + own[..., : 2 * size])
            new = np.tanh(here[..., 2 * size :] + both[..., :size] * own[..., 2 * size :])
            state = new + both[..., size:] * (state - new)
            states[:, :, step] = state[:, :, 0]
        return np.concatenate([states[:, 0], states[:, 1, ::-1]], axis=-1)

    def _head(self, name: str, states: Array) -> Array:
        return _linear(np.maximum(_linear(states, self.weights, f"{name}.0"), 0), self.weights, f"{name}.3")


def _linear(given: Array, w: Mapping[str, Array], name: str) -> Array:
    return given @ w[f"{name}.weight"].swapaxes(-1, -2) + w[f"{name}.bias"][:, None]


def _gates(seen: Array, w: Mapping[str, Array], direction: str) -> Array:
    return seen @ w[f"r.weight_ih{direction}"].swapaxes(-1, -2) + w[f"r.bias_ih{direction}"][:, None]


def _sigmoid(x: Array) -> Array:
    halved: Array = np.tanh(x * np.float32(0.5)) + np.float32(1)  # unlike exp, overflows for no x
    return halved * np.float32(0.5)
