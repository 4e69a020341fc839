"""Deepgram: `results.utterances` where they were asked for, else the words of each channel, joined by speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import Job
from promisecheck.readers.recognition import label, objects, recognition_reader, table, text
from promisecheck.readers.transcripts import Utterance, by_speaker, clock_of, seconds


def utterances(values: Iterable[tuple[int, dict[str, Any]]], job: Job) -> Iterator[Utterance | InputError]:
    """What the file's one answer holds."""
    for line, value in values:
        results = table(value.get("results"))
        channels, told = objects(results.get("channels")), objects(results.get("utterances"))
        if not channels and not told:
            yield InputError("expected results with channels or utterances", line=line)
        several = len(channels) > 1 or len({label(one.get("channel")) for one in told}) > 1
        for number, one in enumerate(told, 1):
            speaker = label(one.get("channel")) if several else label(one.get("speaker"))
            yield _utterance(one, "transcript", number, speaker)
        if not told:
            for number, channel in enumerate(channels):
                yield from _of_channel(channel, str(number) if several else None)


def _of_channel(channel: dict[str, Any], name: str | None) -> Iterator[Utterance]:
    best = next(iter(objects(channel.get("alternatives"))), {})
    words = objects(best.get("words"))
    if not words and text(best.get("transcript")):
        yield Utterance(text(best["transcript"]), clock_of(None, 1), speaker=name)
    yield from by_speaker(_of_word(word, number, name) for number, word in enumerate(words, 1))


def _of_word(word: dict[str, Any], number: int, name: str | None) -> Utterance:
    key = "punctuated_word" if "punctuated_word" in word else "word"
    return _utterance(word, key, number, name or label(word.get("speaker")))


def _utterance(one: dict[str, Any], key: str, number: int, speaker: str | None) -> Utterance:
    start = seconds(one.get("start"))
    return Utterance(text(one.get(key)), clock_of(start, number), start, seconds(one.get("end")), speaker)


READERS = (
    recognition_reader("deepgram", utterances, r'"results"\s*: "(?:channels|utterances)"\s*:', '"normalized_text"'),
)
