"""Matrices in four bits: blocks of 32 numbers of a row share one scale of half precision.

The layout of a block is that of GGML's Q4_0: the sign of the scale is the opposite of its largest number's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK = 32
_BYTES = 2 + BLOCK // 2  # of a block: the scale, and two numbers a byte


@dataclass(frozen=True)
class Quantised:
    """`scales`: rows × blocks; `fours`: rows × blocks × 16 bytes, the first 16 numbers in the lower halves."""

    scales: NDArray[np.float16]
    fours: NDArray[np.uint8]

    @classmethod
    def of_blocks(cls, data: NDArray[np.uint8], width: int) -> Quantised:
        """From scale and numbers side by side."""
        blocks = data.reshape(-1, width // BLOCK, _BYTES)
        return cls(blocks[..., :2].copy().view(np.float16)[..., 0], blocks[..., 2:])

    @classmethod
    def of(cls, matrix: NDArray[Any]) -> Quantised:
        """The nearest one to a matrix, whose width is a multiple of `BLOCK`."""
        blocks = np.asarray(matrix, np.float32).reshape(len(matrix), -1, BLOCK)
        largest = np.take_along_axis(blocks, np.abs(blocks).argmax(-1, keepdims=True), -1)
        scales = (largest / -8).astype(np.float16)
        divisor = np.where(scales == 0, 1, scales).astype(np.float32)
        numbers = np.clip(np.rint(blocks / divisor) + 8, 0, 15).astype(np.uint8)
        half = BLOCK // 2
        return cls(scales[..., 0], numbers[..., :half] | numbers[..., half:] << 4)

    def rows(self, numbers: Any = slice(None)) -> NDArray[np.float32]:
        """Some rows, or all, as plain numbers."""
        fours = self.fours[numbers]
        values = np.concatenate([fours & 15, fours >> 4], -1).astype(np.float32) - 8
        values *= self.scales[numbers][..., None].astype(np.float32)
        return values.reshape(len(values), -1)

    def chosen(self, numbers: Any) -> Quantised:
        """Some rows, as they are kept."""
        return Quantised(self.scales[numbers], self.fours[numbers])
