"""Rows of a table as posts of conversations: what CSV, TSV and Parquet share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from promisecheck.errors import InputError
from promisecheck.readers.channels import channel_named
from promisecheck.readers.columns import columns
from promisecheck.readers.gather import Loose
from promisecheck.readers.posts import Chat, Post
from promisecheck.readers.role_words import role_named
from promisecheck.readers.times import Clock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from promisecheck.conversation import Role
    from promisecheck.readers.base import File, Job

_CLIENT = {"client": "name", "phone": "phone", "email": "email"}
_KEYS = ("conversation", "phone", "email", "client")
_RESERVED = frozenset("id role sent_at kind text time_precision place author author_id".split())


class Rows:
    """Makes posts of the rows of one table; raises `InputError` where its headings cannot be understood."""

    def __init__(self, headings: Sequence[str], file: File, job: Job, format: str):
        self._fields, guessed = columns(headings, job.settings.exports.columns)
        if guessed:
            told = ", ".join(f"{field} = {heading}" for field, heading in guessed.items())
            job.notice("columns", file, columns=told)
        mapped = set(self._fields.values())
        self._others = [heading for heading in headings if heading and heading not in mapped]
        self._key = next((field for field in _KEYS if field in self._fields), None)
        if self._key is None:
            job.notice("one-conversation", file)
        self._file, self._format, self._clock = file, format, Clock(job, file)
        self._default = job.settings.exports.channel or "other"

    def loose(self, row: Mapping[str, Any], place: str) -> Loose:
        """One row; raises `InputError` with the field that cannot be used."""
        said = {field: _text(row.get(heading)) for field, heading in self._fields.items()}
        key = said.get(self._key or "") or ""
        if self._key == "conversation" and not key:
            raise InputError("no conversation is named in this row", field=self._fields["conversation"])
        post = Post(said["text"] or "", place, id=said.get("id"))
        post.author, post.author_id = said.get("author"), said.get("author_id")
        post.role, post.kind = self._role(said), _kind(said)
        post.sent_at, post.minute = self._time(row)
        for heading in self._others:
            if value := _text(row.get(heading)):
                post.more[f"{heading}_" if heading in _RESERVED else heading] = value
        chat = Chat(
            id=key or self._file.label,
            channel=channel_named(said.get("channel")) or self._default,
            format=self._format,
            employee=said.get("employee"),
            client={ours: value for field, ours in _CLIENT.items() if (value := said.get(field))},
            direction=_direction(said.get("direction")),
        )
        return Loose((key,), post, chat)

    def _role(self, said: dict[str, str | None]) -> Role | None:
        """What the row says of its author; nothing where only settings or guesses can."""
        if word := said.get("role"):
            role = role_named(word)
            if role is None and not said.get("author") and not said.get("author_id"):
                raise InputError("expected employee, client, bot or system", field=self._fields["role"])
            if role:
                return role
        for field in ("employee", "client"):
            if said.get("author") and said.get("author") == said.get(field):
                return "employee" if field == "employee" else "client"
        return role_named(said.get("author"))

    def _time(self, row: Mapping[str, Any]) -> Any:
        field, value = "sent_at", row.get(self._fields.get("sent_at", ""))
        if "sent_at" not in self._fields and "date" in self._fields:
            field = "date"
            parts = [_text(row.get(self._fields.get(name, ""))) for name in ("date", "time")]
            value = " ".join(part for part in parts if part)
        try:
            return self._clock.read(value)
        except InputError as error:
            raise InputError(error.message, field=self._fields[field]) from None


def _text(value: object) -> str | None:
    """A cell as text; an empty one is nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # tables without integers write the id 17 as 17.0
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _kind(said: dict[str, str | None]) -> Literal["text", "missed_call", "attachment"]:
    word = (said.get("kind") or "").casefold()
    if "missed" in word or "пропущен" in word:
        return "missed_call"
    return "text" if said["text"] else "attachment"


def _direction(word: str | None) -> Literal["inbound", "outbound"] | None:
    """Of a call: who called is a client for an inbound one."""
    role = role_named(word)
    return "inbound" if role == "client" else "outbound" if role == "employee" else None
