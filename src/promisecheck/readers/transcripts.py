"""From the utterances of a recording to its conversation: what subtitles and speech recognition share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from promisecheck.errors import InputError
from promisecheck.readers.base import Item, Job
from promisecheck.readers.build import Builder, in_parts
from promisecheck.readers.posts import Chat, Post
from promisecheck.readers.stereo import one_channel
from promisecheck.readers.times import zone_of

if TYPE_CHECKING:
    from promisecheck.conversation import Role

_STAMP = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_ T.]+(\d\d)[-_.:h]?(\d\d)(?:[-_.:m]?(\d\d))?(?!\d)")


@dataclass(slots=True)
class Utterance:
    """What somebody said: seconds from the beginning, the speaker's label if there is one."""

    text: str
    place: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    role: Role | None = None


def conversation(
    job: Job, utterances: Iterable[Utterance | InputError], format: str, began: datetime | None = None, **more: Any
) -> Iterator[Item]:
    """The conversation of one recording; errors come first. `began` makes seconds into times of day."""
    path, size = job.file.path, job.file.size
    said: list[Utterance] = []
    for one in utterances:
        if isinstance(one, InputError):
            yield Item(one.at(path, one.line), path, one.line, 0)
        elif one.text.strip():
            said.append(one)
    if not said:
        job.notice("nothing")
        return
    if all(one.start is not None for one in said):
        said.sort(key=lambda one: one.start or 0.0)
    said = one_channel(_once(said, job), job)
    began = began or _began(job)
    builder = Builder(job)
    for number, posts in enumerate(in_parts((_post(one, began) for one in said), job), 1):
        chat = Chat(
            id=job.file.label + (f"/{number}" if number > 1 else ""),
            channel=job.settings.exports.channel or "phone",
            format=format,
            posts=posts,
            spoken=True,
            more=more,
        )
        yield from (Item(found, path, None, size) for found in builder.build(chat))


def by_speaker(words: Iterable[Utterance], pause: float = 1.0) -> Iterator[Utterance]:
    """Words joined as long as one speaker goes on without a pause of so many seconds."""
    whole: Utterance | None = None
    for word in words:
        if whole and word.speaker == whole.speaker and (word.start or 0.0) - (whole.end or 0.0) < pause:
            whole.text, whole.end = f"{whole.text} {word.text}", word.end
        else:
            if whole:
                yield whole
            whole = word
    if whole:
        yield whole


def seconds(value: object) -> float | None:
    """Seconds as programs write them: 1.5, `1.5`, `1.5s`, `00:01:30`, `00:01:30,500`; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = 0.0
        for part in str(value).strip().removesuffix("s").replace(",", ".").split(":"):
            found = found * 60 + float(part)
    except ValueError:
        return None
    return found if 0 <= found < 1e9 else None


def clock_of(start: float | None, number: int) -> str:
    """The place of an utterance for people: its time in the recording, or its number."""
    if start is None:
        return f"utterance {number}"
    minutes, rest = divmod(start, 60)
    return f"{int(minutes // 60):02d}:{int(minutes % 60):02d}:{rest:06.3f}"


def _once(said: list[Utterance], job: Job) -> list[Utterance]:
    """Without repetitions of one speaker's words at one time."""
    kept: dict[object, Utterance] = {}
    for n, one in enumerate(said):
        kept.setdefault((one.speaker, one.start, one.text) if one.start is not None else n, one)
    if len(kept) < len(said):
        job.notice("duplicates", n=len(said) - len(kept))
    return list(kept.values())


def _post(one: Utterance, began: datetime | None) -> Post:
    post = Post(one.text, one.place, author=one.speaker, role=one.role)
    if one.start is not None:
        post.more["start"] = one.start
        post.sent_at = began + timedelta(seconds=one.start) if began else None
    if one.end is not None:
        post.more["end"] = one.end
    return post


def _began(job: Job) -> datetime | None:
    """When the recording began, if the name of its file says so."""
    match = _STAMP.search(job.file.path.name)
    if not match:
        return None
    try:
        began = datetime(*(int(part or 0) for part in match.groups()), tzinfo=zone_of(job))  # type: ignore[misc,arg-type]
    except ValueError:
        return None
    job.notice("start", who=f"{began:%Y-%m-%d %H:%M:%S}")
    return began
