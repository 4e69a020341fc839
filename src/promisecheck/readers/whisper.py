"""Whisper's and WhisperX's JSON: segments; of WhisperX with speakers, here and there missing.

Whisper (openai/whisper, transcribe.py) puts words into silence: segments that it finds both silent and unlikely itself
are left out. WhisperX names speakers in segments or only in their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import Job
from promisecheck.readers.recognition import label, objects, recognition_reader, text
from promisecheck.readers.transcripts import Utterance, clock_of, seconds

_SILENT, _UNLIKELY = 0.6, -1.0  # the thresholds of Whisper itself


def utterances(values: Iterable[tuple[int, dict[str, Any]]], job: Job) -> Iterator[Utterance | InputError]:
    """A segment each."""
    silent = 0
    for line, value in values:
        if not isinstance(value.get("segments"), list):
            yield InputError("expected segments", line=line)
            continue
        for number, segment in enumerate(objects(value["segments"]), 1):
            if _more(segment.get("no_speech_prob"), _SILENT) and _more(_UNLIKELY, segment.get("avg_logprob")):
                silent += 1
                continue
            start = seconds(segment.get("start"))
            said, place = text(segment.get("text")).strip(), clock_of(start, number)
            yield Utterance(said, place, start, seconds(segment.get("end")), _speaker(segment))
    if silent:
        job.notice("silence", n=silent)


def _speaker(segment: dict[str, Any]) -> str | None:
    if speaker := label(segment.get("speaker")):
        return speaker
    said = Counter(speaker for word in objects(segment.get("words")) if (speaker := label(word.get("speaker"))))
    return said.most_common(1)[0][0] if said else None


def _more(value: object, than: object) -> bool:
    return isinstance(value, int | float) and isinstance(than, int | float) and value > than


READERS = (
    recognition_reader("whisperx", utterances, r'"segments"\s*: "(?:word_segments|speaker)"\s*:', r'"userId"'),
    recognition_reader("whisper", utterances, r'"segments"\s*: "start"\s*:', r'"userId"'),
)
