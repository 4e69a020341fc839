"""Yandex SpeechKit: the stream of v3, an object a line, and the chunks of v2.

Source: yandex-cloud/cloudapi, stt/v3/stt.proto. Each `final` may come again as a `finalRefinement`, which then counts
alone; 64-bit numbers are strings; the channel is the speaker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import Job
from promisecheck.readers.recognition import label, objects, recognition_reader, table, text
from promisecheck.readers.transcripts import Utterance, clock_of, seconds


def utterances(values: Iterable[tuple[int, dict[str, Any]]], job: Job) -> Iterator[Utterance | InputError]:
    """One for each final result; the refined text where there is one."""
    finals: dict[tuple[str | None, str], Utterance] = {}
    counts: Counter[tuple[str | None, bool]] = Counter()
    for line, value in values:
        event = table(value.get("result")) or table(value.get("response")) or value
        for chunk in objects(event.get("chunks")):
            yield _of_chunk(chunk, line)
        refined = table(table(event.get("finalRefinement")).get("normalizedText"))
        update = refined or table(event.get("final"))
        for alternative in objects(update.get("alternatives"))[:1]:
            channel = label(event.get("channelTag")) or label(update.get("channelTag"))
            told = table(event.get("finalRefinement")) if refined else table(event.get("audioCursors"))
            index = label(told.get("finalIndex")) or str(counts[channel, bool(refined)])
            counts[channel, bool(refined)] += 1
            known = finals.get((channel, index))
            if refined or known is None:
                finals[channel, index] = _utterance(alternative, channel, line, known)
    yield from finals.values()


def _utterance(alternative: dict[str, Any], channel: str | None, line: int, known: Utterance | None) -> Utterance:
    start, end = _milliseconds(alternative.get("startTimeMs")), _milliseconds(alternative.get("endTimeMs"))
    if known:
        start, end = known.start if start is None else start, known.end if end is None else end
    return Utterance(text(alternative.get("text")), f"line {line}", start, end, channel)


def _of_chunk(chunk: dict[str, Any], line: int) -> Utterance:
    best = next(iter(objects(chunk.get("alternatives"))), {})
    words = objects(best.get("words"))
    start = seconds(words[0].get("startTime")) if words else None
    end = seconds(words[-1].get("endTime")) if words else None
    return Utterance(text(best.get("text")), clock_of(start, line), start, end, label(chunk.get("channelTag")))


def _milliseconds(value: object) -> float | None:
    found = seconds(value)
    return None if found is None else found / 1000


READERS = (
    recognition_reader("speechkit", utterances, r'"(?:final|finalRefinement|audioCursors|channelTag|eouUpdate)"\s*:'),
)
