"""Rows that are dear to make and asked for again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    from numpy.typing import NDArray

Key = TypeVar("Key", bound="Hashable")


class Kept(Generic[Key]):
    """One row of an array for each key, the missing ones made all at once; some `size` to twice `size` are kept.

    Those that were not asked for while `size` new ones came are forgotten. Any number of threads may ask.
    """

    def __init__(self, make: Callable[[Sequence[Key]], NDArray[Any]], size: int):
        self._make, self._size = make, size
        self._young: dict[Key, NDArray[Any]] = {}
        self._old: dict[Key, NDArray[Any]] = {}

    def rows(self, keys: Sequence[Key]) -> NDArray[Any]:
        """The rows of some keys, in their order."""
        young, old = self._young, self._old
        found = {key: young.get(key) for key in keys}
        missing = [key for key, row in found.items() if row is None]
        if missing:
            fresh = [key for key in missing if key not in old]
            made = dict(zip(fresh, self._make(fresh), strict=True)) if fresh else {}
            made |= {key: old[key] for key in missing if key not in made}
            found.update(made)
            young.update(made)
            if len(young) > self._size:
                self._young, self._old = {}, young
        return np.array([found[key] for key in keys])
