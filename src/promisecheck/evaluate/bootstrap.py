"""How sure the figures are: percentile intervals over resampled conversations (Efron's bootstrap).

A conversation gives a rule one case. To draw as many cases as there are, with replacement, is to draw how often each
kind of case comes from a multinomial distribution; so nothing but counts is needed, however many conversations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np

from promisecheck.evaluate.metrics import Counts

CONFIDENCE = 0.95
RESAMPLES = 2000
_SEED = 20260301
_TAILS = [100 * (1 - CONFIDENCE) / 2, 100 * (1 + CONFIDENCE) / 2]

Interval = tuple[float, float]
Array = Any  # numpy's own generic array type says nothing more here


def intervals(counts: Counts, resamples: int, key: str) -> dict[str, Interval | None]:
    """Of precision, recall and F1; `key` names the slice, so that it is drawn alike whatever stands beside it."""
    points = {"precision": counts.precision, "recall": counts.recall, "f1": counts.f1}
    if not counts.cases:
        return dict.fromkeys(points)
    right, false, missed, _ = _draws(counts.cells, resamples, key)
    drawn = {
        "precision": _ratio(right, right + false),
        "recall": _ratio(right, right + missed),
        "f1": _f1(right, false, missed),
    }
    return {name: _interval(drawn[name], point) for name, point in points.items()}


def f1_change(kinds: Sequence[tuple[bool, bool, bool]], resamples: int, key: str) -> Interval | None:
    """The interval of F1 now less F1 before; `kinds` tells for each case: should it be violated, was it, is it?"""
    before, now = Counts(), Counts()
    cells = [0] * 8
    for wanted, was, found in kinds:
        expected = _status(wanted)
        before.add(expected, _status(was))
        now.add(expected, _status(found))
        cells[4 * wanted + 2 * was + found] += 1
    if before.f1 is None or now.f1 is None:
        return None
    drawn = _draws(cells, resamples, key)
    return _interval(_f1(*_sides(drawn, 1)) - _f1(*_sides(drawn, 2)), now.f1 - before.f1)


def _status(violated: bool) -> Any:
    return "violated" if violated else "passed"


def _sides(drawn: Array, bit: int) -> tuple[Array, Array, Array]:
    """Rightly found, falsely found and missed, for the one side whose answer is this bit of the kind."""
    found, wanted = [bool(n & bit) for n in range(8)], [n >= 4 for n in range(8)]
    right = sum(drawn[n] for n in range(8) if wanted[n] and found[n])
    false = sum(drawn[n] for n in range(8) if found[n] and not wanted[n])
    missed = sum(drawn[n] for n in range(8) if wanted[n] and not found[n])
    return right, false, missed


def _draws(cells: Sequence[int], resamples: int, key: str) -> Array:
    """One row a kind of case, one column a resample."""
    generator = np.random.default_rng([_SEED, crc32(key.encode())])
    total = sum(cells)
    return generator.multinomial(total, [count / total for count in cells], size=resamples).T


def _f1(right: Array, false: Array, missed: Array) -> Array:
    return _ratio(2 * right, 2 * right + false + missed)


def _ratio(part: Array, whole: Array) -> Array:
    """The share in each resample; not a number where there is nothing to share."""
    return np.where(whole > 0, part / np.maximum(whole, 1), np.nan)


def _interval(drawn: Array, point: float | None) -> Interval | None:
    """Between the tails, and never without the figure itself, which few resamples or few cases might leave out."""
    known = drawn[~np.isnan(drawn)]
    if point is None:
        return None
    if not known.size:
        return (point, point)
    low, high = np.percentile(known, _TAILS)
    return (min(float(low), point), max(float(high), point))
