"""Word vectors: navec's, which come with natasha."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SIZE = 300
SCALE = 0.55  # brings a vector's length near to 3, where the network's layers begin


@cache
def _rows() -> tuple[dict[str, int], Any, int]:
    from promisecheck.language.models import navec

    found = navec()
    return {word: n for n, word in enumerate(found.vocab.words)}, found.pq, found.vocab.unk_id


def row(word: str) -> int:
    """The number of a word's vector, -1 for a word without one."""
    rows, _, unknown = _rows()
    lower = word.lower()
    found = rows.get(lower, -1)
    if found < 0 and "ё" in lower:
        found = rows.get(lower.replace("ё", "е"), -1)
    return -1 if found == unknown else found


def vectors(words: Sequence[str]) -> NDArray[np.float32]:
    """One row of `SIZE` numbers for each word; zeros for a word without a vector."""
    numbers = np.array([row(word) for word in words], dtype=np.int64)
    _, pq, _ = _rows()
    parts = pq.codes[pq.qdims, pq.indexes[numbers]].reshape(len(words), SIZE)
    parts = np.where(numbers[:, None] >= 0, parts, 0).astype(np.float32)
    return parts * np.float32(SCALE)
