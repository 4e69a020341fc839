"""A sample with its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisecheck.classifier.sample import Sample


@dataclass(frozen=True, slots=True)
class Example:
    """`marks` says of each token whether it belongs to a violation; `tags` and `category` are learnt beside it."""

    conversation_id: str
    sample: Sample
    violated: bool
    marks: list[bool]
    tags: tuple[str, ...]
    category: str | None
