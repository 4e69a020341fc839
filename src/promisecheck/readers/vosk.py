"""Vosk's results: an object for each utterance, one after another; words with times, no punctuation, no speakers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import Job
from promisecheck.readers.recognition import label, objects, recognition_reader, text
from promisecheck.readers.transcripts import Utterance, clock_of, seconds


def utterances(values: Iterable[tuple[int, dict[str, Any]]], job: Job) -> Iterator[Utterance | InputError]:
    """An object each; of several alternatives the first, which is the likeliest. Partial results are none."""
    for number, (line, value) in enumerate(values, 1):
        best = next(iter(objects(value.get("alternatives"))), value)
        if "text" not in best:
            if "partial" not in value:
                yield InputError("expected a result with text", line=line)
            continue
        words = objects(best.get("result"))
        start = seconds(words[0].get("start")) if words else None
        end = seconds(words[-1].get("end")) if words else None
        speaker = label(value.get("speaker")) or label(value.get("channel"))
        yield Utterance(text(best["text"]), clock_of(start, number), start, end, speaker)


READERS = (
    recognition_reader(
        "vosk",
        utterances,
        r'"text"\s*: "(?:conf|confidence|partial|spk)"\s*:',
        r'"transcript"\s*: "(?:eou|channelTag|segments|messages)"\s*:',
    ),
)
