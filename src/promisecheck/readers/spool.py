"""Posts that come in any order, gathered into chats on the disk: memory does not depend on how many there are.

The posts lie in a temporary SQLite file. Each comes with the keys of its chat; posts that share a key, even through
others, are of one chat (letters name the letters they answer).
"""

from __future__ import annotations

import marshal
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

_TABLES = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA cache_size = -16000;
    CREATE TABLE keys (key TEXT PRIMARY KEY, chat INTEGER) WITHOUT ROWID;
    CREATE TABLE joined (old INTEGER PRIMARY KEY, new INTEGER);
    CREATE TABLE posts (number INTEGER PRIMARY KEY, chat INTEGER, data BLOB);
"""


class Spool:
    """A heap of things with keys; `chats` gives them back together, in the order of each chat's first."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="promisecheck-")
        self._base = sqlite3.connect(Path(self._folder.name, "posts.sqlite"), isolation_level=None)
        self._base.executescript(_TABLES)
        self._base.execute("BEGIN")
        self._chats = self._posts = 0

    def __enter__(self) -> Spool:
        return self

    def add(self, keys: Sequence[str], thing: Any) -> None:
        """Take one thing, of plain values only; it joins the chats of all its keys."""
        self._posts += 1
        chat = self._chat([key.encode("utf-8", "surrogatepass").hex() if not _sound(key) else key for key in keys])
        self._base.execute("INSERT INTO posts VALUES (?, ?, ?)", (self._posts, chat, marshal.dumps(thing)))

    def chats(self) -> Iterator[Iterator[Any]]:
        """The things of one chat after those of another; each is to be taken before the next is asked for."""
        self._settle()
        rows = self._base.execute(
            "SELECT coalesce(joined.new, posts.chat) AS whole, data FROM posts LEFT JOIN joined ON old = chat "
            "ORDER BY whole, number"
        )
        for _, group in groupby(rows, key=lambda row: row[0]):
            yield (marshal.loads(data) for _, data in group)

    def _chat(self, keys: Sequence[str]) -> int:
        rows = {key: self._row(key) for key in keys}
        known = {self._root(row[0]) for row in rows.values() if row}
        if known:
            chat = min(known)
            for other in known - {chat}:
                self._base.execute("INSERT INTO joined VALUES (?, ?)", (other, chat))
        else:
            self._chats += 1
            chat = self._chats
        new = ((key, chat) for key, row in rows.items() if not row)
        self._base.executemany("INSERT OR IGNORE INTO keys VALUES (?, ?)", new)
        return chat

    def _row(self, key: str) -> tuple[int] | None:
        row: tuple[int] | None = self._base.execute("SELECT chat FROM keys WHERE key = ?", (key,)).fetchone()
        return row

    def _root(self, chat: int) -> int:
        while row := self._base.execute("SELECT new FROM joined WHERE old = ?", (chat,)).fetchone():
            chat = row[0]
        return chat

    def _settle(self) -> None:
        """Let every joined chat point to the one it became part of in the end: the newest numbers join older ones."""
        for old, new in self._base.execute("SELECT old, new FROM joined ORDER BY old").fetchall():
            self._base.execute("UPDATE joined SET new = ? WHERE old = ?", (self._root(new), old))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        self._folder.cleanup()


def _sound(key: str) -> bool:
    try:
        key.encode()
    except UnicodeEncodeError:
        return False
    return True
