"""Parquet of messages, a few thousand rows in memory at a time; needs `promisecheck[audit]`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from promisecheck.errors import InputError
from promisecheck.readers.base import File, Head, Job, Reader
from promisecheck.readers.gather import Loose, gathered
from promisecheck.readers.rows import Rows

_BATCH = 4096


def posts(file: File, job: Job) -> Iterator[Loose | InputError]:
    """The rows of a file."""
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        raise InputError("Parquet needs pyarrow: pip install 'promisecheck[audit]'") from None
    with ExitStack() as opened:
        try:
            table = ParquetFile(opened.enter_context(file.open()))
            rows = Rows(table.schema_arrow.names, file, job, "parquet")
            number = 0
            for batch in table.iter_batches(_BATCH):
                for row in batch.to_pylist():
                    number += 1
                    yield _loose(rows, row, number)
        except (ArrowException, OSError, ValueError) as error:
            said = (str(error) or type(error).__name__).splitlines()[0]
            raise InputError(f"cannot be read as Parquet: {said}") from None


def _loose(rows: Rows, row: dict[str, Any], number: int) -> Loose | InputError:
    try:
        return rows.loose(row, f"row {number}")
    except InputError as error:
        return InputError(error.message, field=f"row {number}: {error.field}")


def recognises(head: Head) -> bool:
    """By the format's own mark."""
    return head.raw.startswith(b"PAR1")


READERS = (Reader("parquet", (".parquet", ".pq"), gathered(posts)),)
