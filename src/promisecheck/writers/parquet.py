"""Reports as Parquet, for analysts: one row a conversation and rule, so that shares need no second file.

What a rule found is a list of structs in its row; with `unnest` (DuckDB) or `explode` (Spark) it becomes rows.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from promisecheck.writers.base import Writer, missing

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    raise missing("pyarrow", ".parquet") from None

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from promisecheck.writers.base import Audited, Options

_BATCH = 20_000  # rows in memory before they are written as one group
_FOUND = pa.list_(
    pa.struct(
        [
            ("message_id", pa.string()),
            ("start", pa.int64()),
            ("end", pa.int64()),
            ("quote", pa.string()),
            ("severity", pa.string()),
            ("category", pa.string()),
            ("explanation", pa.string()),
            ("suggestion", pa.string()),
        ]
    )
)
_DELAYS = pa.list_(
    pa.struct(
        [
            ("message_id", pa.string()),
            ("answer_id", pa.string()),
            ("seconds", pa.float64()),
            ("at_least", pa.float64()),
            ("at_most", pa.float64()),
        ]
    )
)
SCHEMA = pa.schema(
    [
        pa.field("conversation_id", pa.string(), nullable=False),
        ("channel", pa.string()),
        ("direction", pa.string()),
        ("employee", pa.string()),
        ("started_at", pa.timestamp("us", tz="UTC")),
        pa.field("verdict", pa.string(), nullable=False),
        pa.field("rule_id", pa.string(), nullable=False),
        pa.field("clause", pa.string(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        ("violations", _FOUND),
        ("notes", _FOUND),
        ("delays", _DELAYS),
        ("metadata", pa.string()),  # JSON; the same in all rows of a conversation
        ("source", pa.string()),
        ("line", pa.int64()),
    ]
)


class ParquetWriter(Writer):
    """Writes groups of rows as they fill up."""

    def __init__(self, path: Path, options: Options):
        super().__init__(path, options)
        self._rows: list[dict[str, Any]] = []
        self._stream = path.open("wb")
        self._file = pq.ParquetWriter(self._stream, SCHEMA, compression="zstd")

    def write(self, audited: Audited) -> None:
        """A row for each rule."""
        self._rows.extend(_rows(audited))
        if len(self._rows) >= _BATCH:
            self._flush()

    def finish(self) -> None:
        """The last group."""
        self._flush()

    def close(self) -> None:
        """Give the file back; only now it has its footer."""
        try:
            self._file.close()
        finally:
            self._stream.close()

    def _flush(self) -> None:
        self._file.write_table(pa.Table.from_pylist(self._rows, schema=SCHEMA))
        self._rows = []


def _rows(audited: Audited) -> Iterator[dict[str, Any]]:
    report, conversation = audited.report, audited.conversation
    times = [message.sent_at for message in conversation.messages if message.sent_at] if conversation else []
    same = {
        "conversation_id": report.conversation_id,
        "channel": audited.channel,
        "direction": conversation and conversation.direction,
        "employee": audited.employee,
        "started_at": min(times, default=None),
        "verdict": report.verdict,
        "metadata": json.dumps(report.metadata, ensure_ascii=False, default=str),
        "source": os.fsencode(audited.path).decode("utf-8", "replace") if audited.path else None,
        "line": audited.line,
    }
    for outcome in report.outcomes:
        yield same | {"delays": []} | outcome.model_dump()
