"""Figures from counts. The positive class is `violated`; every other status is its opposite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from promisecheck.report import Status


@dataclass(slots=True)
class Counts:
    """How often a rule was right and wrong, either way; a figure without a denominator is None."""

    true_positives: int = 0
    false_positives: int = 0
    false_negatives: int = 0
    true_negatives: int = 0

    def add(self, expected: Status, got: Status) -> None:
        """Count one case."""
        wanted, found = expected == "violated", got == "violated"
        self.true_positives += wanted and found
        self.false_positives += found and not wanted
        self.false_negatives += wanted and not found
        self.true_negatives += not wanted and not found

    @property
    def cells(self) -> tuple[int, int, int, int]:
        """The four counts, in the order of the fields."""
        return (self.true_positives, self.false_positives, self.false_negatives, self.true_negatives)

    @property
    def cases(self) -> int:
        """All cases."""
        return sum(self.cells)

    @property
    def support(self) -> int:
        """The cases that should be violated."""
        return self.true_positives + self.false_negatives

    @property
    def precision(self) -> float | None:
        """Of what was found, the share that was rightly found."""
        return share(self.true_positives, self.true_positives + self.false_positives)

    @property
    def recall(self) -> float | None:
        """Of what should be found, the share that was."""
        return share(self.true_positives, self.support)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall."""
        both = 2 * self.true_positives
        return share(both, both + self.false_positives + self.false_negatives)

    @property
    def accuracy(self) -> float | None:
        """The share of cases that are rightly violated or rightly not."""
        return share(self.true_positives + self.true_negatives, self.cases)


def share(part: int, whole: int) -> float | None:
    """A share, where there is something to share."""
    return part / whole if whole else None


class Slice(Protocol):
    """What slices are sorted by."""

    @property
    def accuracy(self) -> float | None:
        """The share of right cases."""

    @property
    def f1(self) -> float | None:
        """F1."""

    @property
    def cases(self) -> int:
        """All cases."""


def worst_first(part: Slice) -> tuple[float, float, int]:
    """The key that sorts slices. By accuracy: F1 says nothing of a tag all of whose cases pass."""
    return (part.accuracy or 0.0, 1.0 if part.f1 is None else part.f1, -part.cases)
