"""What the readers of speech recognition's JSON share: values in, utterances out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import Head, Item, Job, Reader
from promisecheck.readers.build import MOST
from promisecheck.readers.decoding import open_text
from promisecheck.readers.json_text import values
from promisecheck.readers.transcripts import Utterance, conversation

JSON = (".json", ".jsonl", ".ndjson")
Told = Callable[[Iterable[tuple[int, dict[str, Any]]], Job], Iterator[Utterance | InputError]]


def recognition_reader(name: str, utterances: Told, marks: str, without: str = "") -> Reader:
    """A reader of the files whose beginning holds all `marks`, patterns parted by blanks, and none of the others.

    `utterances` gets the objects of the file with their lines; what is wrong with one object is its `InputError`.
    """
    wanted = [re.compile(mark) for mark in marks.split()]
    unwanted = [re.compile(mark) for mark in without.split()]

    def read(job: Job) -> Iterator[Item]:
        errors: list[InputError] = []
        with open_text(job.file, job) as stream:
            found = list(utterances(_objects(values(stream), errors), job))
        yield from conversation(job, [*errors, *found], name)

    def recognises(head: Head) -> bool:
        return all(mark.search(head.text) for mark in wanted) and not any(mark.search(head.text) for mark in unwanted)

    return Reader(name, JSON, read, recognises)


def _objects(found: Iterable[tuple[int, Any]], errors: list[InputError]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, (line, value) in enumerate(found):
        if number >= MOST:
            errors.append(InputError(f"more than {MOST} parts in one recording; the rest was left out", line=line))
            return
        if isinstance(value, InputError):
            errors.append(value)
        elif isinstance(value, dict):
            yield line, value
        else:
            errors.append(InputError(f"expected an object, got {type(value).__name__}", line=line))


def objects(value: object) -> list[dict[str, Any]]:
    """The objects of a list; nothing of anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def table(value: object) -> dict[str, Any]:
    """An object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def text(value: object) -> str:
    """A text, or an empty one for anything else."""
    return value if isinstance(value, str) else ""


def label(value: object) -> str | None:
    """A speaker's label: a text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return str(value).strip() or None
