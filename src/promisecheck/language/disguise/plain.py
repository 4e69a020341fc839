"""The readable text with its map back to the given text, and the edits that lead from one to the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `start:end` of a text by `char`: one character, or nothing."""

    start: int
    end: int
    char: str


@dataclass(frozen=True, slots=True)
class Plain:
    """A readable text; `starts[i]:ends[i]` is where its character `i` stands in the given text."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Turn a non-empty span of `text` into the span of the given text it was read from."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}:{end} is empty or outside the {len(self.text)} characters of the text")
        return self.starts[start], self.ends[end - 1]


def same(text: str) -> Plain:
    """Return the text as it is; ranges make the map free of charge."""
    size = len(text)
    return Plain(text, range(size), range(1, size + 1))


def apply(plain: Plain, edits: Iterable[Edit]) -> Plain:
    """Make the edits (none overlapping) and keep the map back to the given text."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, char in sorted(edits):
        chars.append(plain.text[done:start])
        starts.extend(plain.starts[done:start])
        ends.extend(plain.ends[done:start])
        if char:
            chars.append(char)
            starts.append(plain.starts[start])
            ends.append(plain.ends[end - 1])
        done = end
    if not done:
        return plain
    chars.append(plain.text[done:])
    return Plain("".join(chars), (*starts, *plain.starts[done:]), (*ends, *plain.ends[done:]))
