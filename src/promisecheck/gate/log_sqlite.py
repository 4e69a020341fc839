"""The decision log as an SQLite database, for those who want to ask it questions."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COLUMNS = "at id conversation_id message_id channel employee decision checked elapsed_ms hash".split()
_TABLE = f"""create table if not exists decisions ({", ".join(_COLUMNS)}, entry text not null);
create index if not exists decisions_at on decisions (at);"""


class Database:
    """A table `decisions`: what is often asked for in columns, the whole entry as JSON in `entry`."""

    def __init__(self, path: Path, *, sync: bool):
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("pragma journal_mode = wal")
        self._connection.execute(f"pragma synchronous = {'full' if sync else 'normal'}")
        self._connection.executescript(_TABLE)

    def add(self, entry: dict[str, Any]) -> None:
        """Insert the entry in a transaction of its own; raises `OSError`."""
        values = [entry[name] for name in _COLUMNS] + [json.dumps(entry, ensure_ascii=False)]
        try:
            self._connection.execute(f"insert into decisions values ({', '.join('?' * len(values))})", values)
        except sqlite3.Error as error:
            raise OSError(f"SQLite: {error}") from None

    def size(self) -> int:
        """Bytes of the database without its journal."""
        pages, page = (self._connection.execute(f"pragma {name}").fetchone()[0] for name in ("page_count", "page_size"))
        return int(pages * page)

    def close(self) -> None:
        """Put the journal into the database and close it."""
        self._connection.execute("pragma wal_checkpoint(truncate)")
        self._connection.close()


def entries(path: Path) -> Iterator[dict[str, Any]]:
    """All entries of a database, oldest first; raises `OSError`."""
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        with connection:
            for (entry,) in connection.execute("select entry from decisions order by at, rowid"):
                yield json.loads(entry)
        connection.close()
    except sqlite3.Error as error:
        raise OSError(f"SQLite: {error}") from None
