"""Who wrote to others while a client waited: all conversations of an audit in the order of time.

An export is not sorted by time across conversations, and what an employee wrote elsewhere may stand anywhere in it.
So each conversation leaves a few numbers in a file, an SQLite database, whose sorter works on disk; one sweep by
employee and time then holds in memory no more than the waits open at a moment.
"""

from __future__ import annotations

import sqlite3
from math import isinf
from typing import TYPE_CHECKING, NamedTuple

from promisecheck.checks.timing.hours import later
from promisecheck.checks.timing.moments import SECOND, moments, ordered
from promisecheck.checks.timing.waits import waits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from promisecheck.conversation import Client, Conversation
    from promisecheck.report import Status
    from promisecheck.settings import Settings

_SPOKEN = frozenset({"phone", "meeting"})  # channels where an employee does not write
_FOREVER = 2**62
_WROTE, _WAITED = 0, 1  # at one and the same moment, what was written comes first: the limit is inclusive
_TABLES = """
CREATE TABLE conversation (number INTEGER PRIMARY KEY, id TEXT, status TEXT);
CREATE TABLE event (employee TEXT, at INTEGER, kind INTEGER, until INTEGER, number INTEGER, message TEXT, client TEXT);
CREATE TABLE hit (number INTEGER, message TEXT, other INTEGER, other_message TEXT);
"""


class Hit(NamedTuple):
    """A wait during which the employee wrote in another conversation, and the first message written there."""

    message_id: str
    other: str
    other_message: str


class _Wait(NamedTuple):
    until: int
    number: int
    message: str
    client: str | None


class Sweep:
    """Takes conversations in any order, then tells of each which waits were divided."""

    def __init__(self, path: Path, settings: Settings):
        self._settings = settings
        self._base = sqlite3.connect(path)
        self._base.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-4096;" + _TABLES)

    def add(self, number: int, conversation: Conversation) -> None:
        """Keep the late waits of a conversation and what its employee wrote."""
        employee = _folded(conversation.employee)
        status = self._judged(conversation) if employee else "not_observable"
        self._base.execute("INSERT INTO conversation VALUES (?, ?, ?)", (number, conversation.id, status))
        if employee:
            client = _identity(conversation.client)
            rows = [*self._written(conversation), *self._late(conversation)]
            self._base.executemany(
                "INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(employee, at, kind, until, number, message, client) for at, kind, until, message in rows],
            )

    def _judged(self, conversation: Conversation) -> Status:
        """What the conversation is as long as nothing is found: were there waits, and do their times tell?"""
        found = waits(conversation, self._settings)
        if not found:
            return "not_applicable"
        return "not_observable" if all(isinf(wait.start.latest) for wait in found) else "passed"

    def _written(self, conversation: Conversation) -> Iterator[tuple[int, int, int, str]]:
        if conversation.channel in _SPOKEN:
            return
        messages = ordered(conversation.messages)
        for message, moment in zip(messages, moments(messages), strict=True):
            certain = not (isinf(moment.earliest) or isinf(moment.latest))
            if message.role == "employee" and message.kind != "missed_call" and certain:
                yield int(moment.earliest), _WROTE, int(moment.latest), message.id

    def _late(self, conversation: Conversation) -> Iterator[tuple[int, int, int, str]]:
        limit = self._settings.response_time.limit * SECOND
        for wait in waits(conversation, self._settings):
            if wait.late and not isinf(wait.start.latest):
                until = _FOREVER if isinf(wait.end.earliest) else int(wait.end.earliest)
                yield int(later(wait.start.latest, limit, self._settings)), _WAITED, until, wait.first.id

    def run(self) -> None:
        """Find the hits; nothing is added afterwards."""
        events = self._base.execute(
            "SELECT employee, at, kind, until, number, message, client FROM event ORDER BY employee, at, kind"
        )
        self._base.executemany("INSERT INTO hit VALUES (?, ?, ?, ?)", _swept(events))
        self._base.execute("CREATE INDEX hit_number ON hit (number)")
        self._base.execute("DROP TABLE event")

    def status(self, number: int) -> Status:
        """What the conversation is without hits; one that was not seen stays unjudged."""
        row = self._base.execute("SELECT status FROM conversation WHERE number = ?", (number,)).fetchone()
        return row[0] if row else "not_observable"

    def hits(self, number: int) -> list[Hit]:
        """The divided waits of a conversation, in the order of time."""
        return [
            Hit(*row)
            for row in self._base.execute(
                "SELECT message, id, other_message FROM hit JOIN conversation ON conversation.number = hit.other "
                "WHERE hit.number = ? ORDER BY hit.rowid",
                (number,),
            )
        ]

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def _swept(events: Iterable[tuple[str, int, int, int, int, str, str | None]]) -> Iterator[tuple[int, str, int, str]]:
    """Each wait with the first message written elsewhere in it; a wait is open until it is hit or answered."""
    now: str | None = None
    waiting: list[_Wait] = []
    for employee, at, kind, until, number, message, client in events:
        if employee != now:
            now, waiting = employee, []
        if kind == _WAITED:
            waiting.append(_Wait(until, number, message, client))
            continue
        left = []
        for wait in waiting:
            if wait.until <= at:
                continue
            same = wait.number == number or (client is not None and wait.client == client)
            if same or wait.until <= until:
                left.append(wait)
            else:
                yield wait.number, wait.message, number, message
        waiting = left


def _folded(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def _identity(client: Client | None) -> str | None:
    """What tells two conversations with one client: a telephone or an address, never a bare name."""
    if client is None:
        return None
    digits = "".join(sign for sign in client.phone or "" if sign.isdigit())
    return digits[-10:] or _folded(client.email) or None
