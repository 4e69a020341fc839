"""Two channels that hold the same: each violation would count twice, and half of them as the client's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisecheck.readers.base import Job
    from promisecheck.readers.transcripts import Utterance

_APART = 0.5  # seconds
_ALIKE = 0.8  # of the words
_WORD = re.compile(r"\w+")


def one_channel(said: list[Utterance], job: Job) -> list[Utterance]:
    """The utterances; of two speakers who say the same at the same time only the first, as nobody's."""
    speakers = list(dict.fromkeys(one.speaker for one in said))
    if len(speakers) != 2 or None in speakers:
        return said
    first, second = ([one for one in said if one.speaker == speaker] for speaker in speakers)
    if _shared(first, second) < _ALIKE or _shared(second, first) < _ALIKE:
        return said
    job.notice("stereo")
    for one in first:
        one.speaker = None
    return first


def _shared(some: list[Utterance], others: list[Utterance]) -> float:
    """Which part of the words of some is said by the others within half a second."""
    total = shared = 0
    for one in some:
        words = _words(one)
        total += len(words)
        if any(_near(one, other) and _words(other) == words for other in others):
            shared += len(words)
    return shared / total if total else 0.0


def _near(one: Utterance, other: Utterance) -> bool:
    return one.start is not None and other.start is not None and abs(one.start - other.start) <= _APART


def _words(one: Utterance) -> list[str]:
    return _WORD.findall(one.text.casefold())
