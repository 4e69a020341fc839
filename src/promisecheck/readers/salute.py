"""SaluteSpeech: an object for each utterance of a channel or speaker.

Times are texts (`0.680s`). With speakers told apart, the rows of speaker -1 repeat what the others say and go; so do
results that are not at an end. Both channels of a recording may hold the same, see `stereo`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import Job
from promisecheck.readers.recognition import label, objects, recognition_reader, table, text
from promisecheck.readers.transcripts import Utterance, clock_of, seconds


def utterances(values: Iterable[tuple[int, dict[str, Any]]], job: Job) -> Iterator[Utterance | InputError]:
    """The likeliest text of each object that ends an utterance."""
    rows = [row for _, value in values for row in objects(value.get("result")) or [value]]
    rows = [row for row in rows if row.get("eou") is not False]
    several = any(_speaker(row) > 0 for row in rows)
    channels = {label(row.get("channel")) for row in rows}
    for number, row in enumerate(rows, 1):
        if several and _speaker(row) < 0:
            continue
        best = next(iter(objects(row.get("results"))), {})
        said = text(best.get("normalized_text")) or text(best.get("text"))
        start = seconds(best.get("start"))
        channel = label(row.get("channel")) if len(channels) > 1 else None
        speaker = str(_speaker(row)) if several else channel
        yield Utterance(said, clock_of(start, number), start, seconds(best.get("end")), speaker)


def _speaker(row: dict[str, Any]) -> int:
    number = table(row.get("speaker_info")).get("speaker_id")
    return number if isinstance(number, int) else 0


READERS = (recognition_reader("salutespeech", utterances, r'"normalized_text"\s*: "results"\s*:'),)
