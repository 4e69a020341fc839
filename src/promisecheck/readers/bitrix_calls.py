"""Transcripts of calls in Bitrix24's telephony.

Known forms: `telephony.call.attachTranscription` with sides, `call.followup.get` with users, and
`crm.activity.call.getTranscript`, one text in which nobody is told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from promisecheck.errors import InputError
from promisecheck.readers.base import Head, Item, Job, Reader
from promisecheck.readers.decoding import open_text
from promisecheck.readers.json_text import values
from promisecheck.readers.recognition import JSON, label, objects, table, text
from promisecheck.readers.times import Clock
from promisecheck.readers.transcripts import Utterance, clock_of, conversation, seconds

if TYPE_CHECKING:
    from datetime import datetime

    from promisecheck.conversation import Role

_MARK = re.compile(r'"SIDE"\s*:|"transcription"\s*:')
_SIDES: dict[str, Role] = {"user": "employee", "client": "client"}


def read(job: Job) -> Iterator[Item]:
    """A conversation for each call of the file."""
    path = job.file.path
    with open_text(job.file, job) as stream:
        for number, (line, value) in enumerate(values(stream)):
            if isinstance(value, InputError):
                yield Item(value.at(path, line), path, line, 0)
                continue
            said, began, call = _call(table(value), Clock(job))
            if said is None:
                yield Item(InputError("expected the transcript of a call", path=path, line=line), path, line, 0)
                continue
            more = {"call_id": call} if call else {}
            for item in conversation(job, said, "bitrix24-calls", began, **more):
                yield _named(item, call or (str(number + 1) if number else ""), job)


def _call(value: dict[str, Any], clock: Clock) -> tuple[list[Utterance] | None, datetime | None, str | None]:
    """The utterances of one call, when it began, and its id."""
    if isinstance(value.get("MESSAGES"), list):
        said = [_of_side(one, number) for number, one in enumerate(objects(value["MESSAGES"]), 1)]
        return said, None, label(value.get("CALL_ID"))
    result = table(value.get("result"))
    item = table(result.get("item")) or result
    told, call = item.get("transcription"), label(item.get("callId"))
    if isinstance(told, str):
        return [Utterance(told, "transcription")], None, call
    if not isinstance(told, dict):
        return None, None, None
    try:
        began = clock.read(item.get("startDate"))[0]
    except InputError:
        began = None
    return [_of_user(one, n) for n, one in enumerate(objects(told.get("segments")), 1)], began, call


def _of_side(one: dict[str, Any], number: int) -> Utterance:
    start, side = seconds(one.get("START_TIME")), text(one.get("SIDE"))
    role = _SIDES.get(side.casefold())
    said, end = text(one.get("MESSAGE")), seconds(one.get("STOP_TIME"))
    return Utterance(said, clock_of(start, number), start, end, side or None, role)


def _of_user(one: dict[str, Any], number: int) -> Utterance:
    start = seconds(one.get("start"))
    speaker = text(one.get("userName")) or label(one.get("userId"))
    return Utterance(text(one.get("text")), clock_of(start, number), start, seconds(one.get("end")), speaker)


def _named(item: Item, call: str, job: Job) -> Item:
    """Of several calls in one file, each under its own name."""
    if isinstance(item.found, InputError) or not call:
        return item
    found = item.found.model_copy(update={"id": f"{job.file.label}/{call}"})
    return Item(found, item.path, item.line, item.position)


def recognises(head: Head) -> bool:
    """By the names of its fields."""
    return bool(_MARK.search(head.text))


READERS = (Reader("bitrix24-calls", JSON, read, recognises),)
