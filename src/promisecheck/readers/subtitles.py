"""WebVTT and SRT. Speakers: `<v Имя>` of WebVTT, `[SPEAKER_00]: …` of WhisperX, `Имя: …`.

A cue with two voices is two utterances; captions that roll repeat the line before, which is said once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from promisecheck.errors import InputError
from promisecheck.readers.base import Head, Item, Job, Reader
from promisecheck.readers.decoding import open_text
from promisecheck.readers.transcripts import Utterance, conversation, seconds

if TYPE_CHECKING:
    from typing import TextIO

_LINE = 1 << 20
_TIMING = re.compile(r"\s*((?:\d+:)?\d\d:\d\d[.,]\d{1,3})\s*-->\s*((?:\d+:)?\d\d:\d\d[.,]\d{1,3})(?:\s.*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)*(?:\s+([^>]*))?>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<\d[\d:.]*>|\{\\[^{}]*\}")
_BRACKETED = re.compile(r"\[([^\]\n]{1,60})\]:?\s+(?=\S)")
_NAMED = re.compile(r"([A-ZА-ЯЁ][\w.\-]*(?: [\w.\-]+){0,3}|SPEAKER_\d+|[Ss]peaker \d+):\s+(?=\S)")


def read(job: Job) -> Iterator[Item]:
    """The one conversation of the file."""
    with open_text(job.file, job) as stream:
        format = "vtt" if job.file.path.suffix.lower() == ".vtt" else "srt"
        yield from conversation(job, _unrolled(_utterances(stream)), format)


def _utterances(stream: TextIO) -> Iterator[Utterance | InputError]:
    """The cues: a line of times and the lines below it, up to a blank one; all else is remarks."""
    found = False
    line = 0
    while raw := stream.readline(_LINE):
        line += 1
        if match := _TIMING.match(raw.rstrip("\r\n")):
            found = True
            start, end = seconds(match[1]), seconds(match[2])
            first, lines = line, list[str]()
            while raw.strip() and (raw := stream.readline(_LINE)):
                line += 1
                lines.append(raw.rstrip("\r\n"))
            yield from _voices("\n".join(lines).strip("\n"), start, end, f"line {first}")
        elif "-->" in raw:
            yield InputError("expected times such as 00:00:01,000 --> 00:00:02,500", line=line)
    if not found:
        yield InputError("no cue with times was found in it")


def _voices(text: str, start: float | None, end: float | None, place: str) -> Iterator[Utterance]:
    """The utterances of one cue."""
    before, *rest = _VOICE.split(text)
    parts: list[tuple[str | None, str]] = [(None, before), *zip(rest[::2], rest[1::2], strict=True)]
    for voice, said in parts:
        plain = unescape(_TAG.sub("", said)).strip("\n")
        if not plain.strip():
            continue
        speaker = unescape(voice).strip() if voice and voice.strip() else None
        if speaker is None and (named := _BRACKETED.match(plain) or _NAMED.match(plain)):
            speaker, plain = named[1], plain[named.end() :]
        yield Utterance(plain, place, start, end, speaker)


def _unrolled(utterances: Iterator[Utterance | InputError]) -> Iterator[Utterance | InputError]:
    """Without lines that a cue takes over from the one right before it."""
    last: Utterance | None = None
    for one in utterances:
        if isinstance(one, InputError):
            yield one
            continue
        shown = one.text.split("\n")
        if last and last.speaker == one.speaker and (one.start or 0.0) - (last.end or 0.0) < 0.2:
            before = last.text.split("\n")
            kept = shown[1:] if len(shown) > 1 and shown[0] == before[-1] else shown
        else:
            kept = shown
        last = Utterance(one.text, one.place, one.start, one.end, one.speaker)
        one.text = "\n".join(kept)
        yield one


def recognises(head: Head) -> bool:
    """By the name of WebVTT, or a line of times near the beginning."""
    lines = head.text.split("\n")[:200]
    return head.text.startswith("WEBVTT") or any(_TIMING.match(line.rstrip("\r")) for line in lines)


READERS = (Reader("vtt", (".vtt",), read, recognises), Reader("srt", (".srt",), read, recognises))
