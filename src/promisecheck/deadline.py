"""How long a check may still take. A thread cannot be killed, so the work itself looks at the clock.

The long loops of reading and judging call `tick()`; outside of a `deadline` that costs next to nothing.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from promisecheck.errors import PromisecheckError

if TYPE_CHECKING:
    from collections.abc import Iterator

_here = threading.local()


class DeadlineExceeded(PromisecheckError):  # noqa: N818 – what happened, as `asyncio` and gRPC name it
    """The work was given up because its time was over."""


@contextmanager
def deadline(at: float | None) -> Iterator[None]:
    """Work inside, in this thread, ends with `DeadlineExceeded` soon after `at` (as of `time.monotonic`).

    Inside another deadline the earlier one counts.
    """
    before: float | None = getattr(_here, "at", None)
    _here.at = at if before is None else before if at is None else min(before, at)
    try:
        yield
    finally:
        _here.at = before


def tick() -> None:
    """Raises `DeadlineExceeded` when the time of this thread's work is over."""
    at: float | None = getattr(_here, "at", None)
    if at is not None and monotonic() > at:
        raise DeadlineExceeded("the time for this check is over")
