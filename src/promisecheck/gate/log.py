"""The decision log: one entry a decision, appended, never changed; crash-safe, shared by processes, rotated by size."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.conversation import Conversation
    from promisecheck.gate.decision import Decision
    from promisecheck.gate.settings import LogSettings

DATABASES = (".sqlite", ".sqlite3", ".db")


class Store(Protocol):
    """Where entries go: a file that can be opened, added to, measured and closed."""

    def add(self, entry: dict[str, Any]) -> None:
        """Write one entry, whole or not at all."""

    def size(self) -> int:
        """Bytes written."""

    def close(self) -> None:
        """Let go of the file."""


def decision_log(settings: LogSettings) -> DecisionLog | None:
    """The log that the settings ask for."""
    return DecisionLog(settings) if settings.path else None


class DecisionLog:
    """Entries of decisions. Any number of threads and processes may write the same one."""

    def __init__(self, settings: LogSettings):
        assert settings.path
        self.settings, self.path = settings, Path(settings.path)
        self._lock, self._store, self._inode = Lock(), None, -1

    _store: Store | None

    def write(self, conversation: Conversation, decision: Decision) -> None:
        """Add one entry; raises `OSError` where it cannot be written."""
        entry = entry_of(conversation, decision, self.settings)
        with self._lock, _locked(self.path):
            store = self._open()
            store.add(entry)
            if store.size() >= self.settings.rotate_mb * 1_000_000:
                self._rotate()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._shut()

    def _open(self) -> Store:
        """The store of the file that has the path now: another process may have rotated it away."""
        if self._store is not None and self._inode == _inode(self.path):
            return self._store
        self._shut()
        if self.path.suffix in DATABASES:
            from promisecheck.gate.log_sqlite import Database

            self._store = Database(self.path, sync=self.settings.sync)
        else:
            self._store = Lines(self.path, sync=self.settings.sync)
        self._inode = _inode(self.path)
        return self._store

    def _shut(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _rotate(self) -> None:
        """`log` becomes `log.1`, `log.1` becomes `log.2`, …; the oldest goes."""
        self._shut()
        for n in range(self.settings.keep, 0, -1):
            older = former(self.path, n)
            newer = former(self.path, n - 1)
            if newer.exists():
                newer.replace(older)


def former(path: Path, n: int) -> Path:
    """The name of the n-th former file of a log; 0 is the log itself."""
    return path.with_name(f"{path.name}.{n}") if n else path


def entry_of(conversation: Conversation, decision: Decision, settings: LogSettings) -> dict[str, Any]:
    """What the log keeps of a decision: no text, unless the settings ask for it."""
    draft = conversation.messages[-1]
    entry: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": decision.id,
        "conversation_id": decision.conversation_id,
        "message_id": decision.message_id,
        "channel": conversation.channel,
        "employee": conversation.employee,
        "decision": decision.decision,
        "checked": decision.unchecked is None,
        "unchecked": decision.unchecked.model_dump() if decision.unchecked else None,
        "violations": [
            {name: getattr(one, name) for name in ("rule_id", "clause", "category", "severity", "start", "end")}
            for one in decision.violations
        ],
        "proposed": decision.proposal is not None,
        "override": decision.override.model_dump() if decision.override else None,
        "elapsed_ms": decision.elapsed_ms,
        "length": len(draft.text),
        "hash": text_hash(draft.text, settings.key),
    }
    if settings.text:
        entry |= {"text": draft.text, "proposal": decision.proposal}
    return entry


def text_hash(text: str, key: str = "") -> str:
    """Tells whether two drafts are the same; with a key, nobody without it can try texts out."""
    return blake2b(text.encode("utf-8", "surrogatepass"), key=key.encode()[:64], digest_size=16).hexdigest()


class Lines:
    """JSON lines. An entry is written by one call; one that a crash tore is closed off, and skipped by readers."""

    def __init__(self, path: Path, *, sync: bool):
        self._sync = sync
        self._file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)

    def add(self, entry: dict[str, Any]) -> None:
        """Append the entry as one line."""
        line = json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        if self._is_torn():
            line = b"\n" + line
        written = os.write(self._file, line)
        if written < len(line):
            raise OSError("the disk is full")
        if self._sync:
            os.fsync(self._file)

    def size(self) -> int:
        """Bytes written."""
        return os.fstat(self._file).st_size

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _is_torn(self) -> bool:
        size = self.size()
        return size > 0 and os.pread(self._file, 1, size - 1) != b"\n"


def _inode(path: Path) -> int:
    try:
        return path.stat().st_ino
    except FileNotFoundError:
        return -1


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One writer at a time, over all processes of this machine; Windows has none but the threads' own lock."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("a") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        yield  # closing the file gives the lock back, and so does a crash
