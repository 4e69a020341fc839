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

_HALF = np.float32(0.5)
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
        self._size = w["r.weight_hh"].shape[-1]
        # Both directions side by side.
        inputs = np.concatenate([w["r.weight_ih"], w["r.weight_ih_reverse"]], 1).swapaxes(-1, -2)
        ends = np.cumsum([w[f"{part}.weight"].shape[1] for part in ("form", "lemma")])
        self._of_form, self._of_lemma, self._of_names = (np.ascontiguousarray(x) for x in np.split(inputs, ends, 1))
        recurrent = np.stack([w["r.weight_hh"], w["r.weight_hh_reverse"]], 1)
        self._input_bias = np.concatenate([w["r.bias_ih"], w["r.bias_ih_reverse"]], 1)[:, None]
        bias = self._by_gate(np.stack([w["r.bias_hh"], w["r.bias_hh_reverse"]], 1))
        self._recurrent = self._by_gate(recurrent)
        self._gate_bias, self._new_bias = bias[:2], bias[2]
        self._recurrent[:2] *= _HALF

    @property
    def members(self) -> int:
        """How many networks vote."""
        return len(self.weights["form.weight"])

    def of_words(self, forms: Array, lemmas: Array) -> Array:
        """What words add to the gates by themselves, wherever they stand: words × members × both directions."""
        form = np.maximum(_linear(forms[None], self.weights, "form"), 0)
        lemma = np.maximum(_linear(lemmas[None], self.weights, "lemma"), 0)
        found: Array = form @ self._of_form + lemma @ self._of_lemma + self._input_bias
        return found.swapaxes(0, 1)

    def of_names(self, names: Sequence[Sequence[int]]) -> Array:
        """What tokens are by the numbers of their features, one at least for each: tokens × members × width."""
        flat = np.fromiter((n for one in names for n in one), dtype=np.int64)
        starts = np.cumsum([0, *(len(one) for one in names)])[:-1]
        known = np.add.reduceat(self.weights["name.weight"][:, flat], starts, axis=1)
        return np.maximum(known, 0).swapaxes(0, 1)

    def scores(self, words: Array, names: Array, target: Sequence[bool]) -> Scores:
        """The scores of one sample: what `of_words` and `of_names` give for its tokens, and which are judged."""
        gates = words + (names.swapaxes(0, 1) @ self._of_names).swapaxes(0, 1)
        states = self._unrolled(gates.reshape(len(gates), self.members, 2, -1))
        judged = np.asarray(target)
        carried = self._head("token", states)[..., 0]
        seen = states[:, judged]
        weight = seen @ self.weights["pool.weight"].swapaxes(-1, -2) + self.weights["pool.bias"][:, None]
        weight = np.exp(weight - weight.max(axis=1, keepdims=True))
        attended = (seen * (weight / weight.sum(axis=1, keepdims=True))).sum(axis=1)
        both = np.concatenate([attended, np.maximum(seen.max(axis=1), FLOOR)], axis=-1)
        whole = self._head("whole", both[:, None])[:, 0].mean(axis=0)
        return Scores(float(whole[0]), np.where(judged, carried.mean(axis=0), -30), whole[1:])

    def _by_gate(self, array: Array) -> Array:
        """Members × directions × 3·size × any, with the gates (reset, update, new) first: each lies in one piece."""
        apart = array.reshape(2 * self.members, 3, self._size, -1).swapaxes(0, 1)
        return np.ascontiguousarray(apart)

    def _unrolled(self, gates: Array) -> Array:
        """Both directions step by step, all members at once; each call of numpy counts, so nothing is made anew."""
        length, members, size = len(gates), self.members, self._size
        in_order = np.stack([gates[:, :, 0], gates[::-1, :, 1]], 2)
        given = in_order.reshape(length, 2 * members, 3, size, 1).swapaxes(1, 2).copy()
        given[:, :2] += self._gate_bias
        given[:, :2] *= _HALF  # sigmoid(x) = (1 + tanh(x / 2)) / 2, which overflows for no x
        states = np.zeros((length + 1, 2 * members, size, 1), dtype=np.float32)
        own = np.empty_like(given[0])
        both, (reset, update, new) = own[:2], own
        for before, state, gate, here in zip(states[:-1], states[1:], given[:, :2], given[:, 2], strict=True):
            np.matmul(self._recurrent, before, out=own)
            both += gate
            np.tanh(both, out=both)
            both *= _HALF
            both += _HALF
            new += self._new_bias
            new *= reset
            new += here
            np.tanh(new, out=new)
            np.subtract(before, new, out=state)
            state *= update
            state += new
        there = states[1:].reshape(length, members, 2, size)
        return np.concatenate([there[:, :, 0], there[::-1, :, 1]], axis=-1).swapaxes(0, 1)

    def _head(self, name: str, states: Array) -> Array:
        return _linear(np.maximum(_linear(states, self.weights, f"{name}.0"), 0), self.weights, f"{name}.3")


def _linear(given: Array, w: Mapping[str, Array], name: str) -> Array:
    return given @ w[f"{name}.weight"].swapaxes(-1, -2) + w[f"{name}.bias"][:, None]

