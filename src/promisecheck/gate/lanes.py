"""Who works: lanes that take drafts from one queue, each a thread with a judge of its own, here or in a process.

The one who asks never waits past his deadline, whatever the work is doing. The work is told to end by looking at the
clock (`deadline`). A thread that does not look (inside a long call of C code) goes on until it does, and its lane is
busy that long; a process that does not is killed and replaced, which is the only truly hard end.
"""

from __future__ import annotations

import queue
import threading
from concurrent.futures import Future
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from promisecheck.deadline import DeadlineExceeded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from promisecheck.conversation import Conversation

    _Task = tuple[Future[Any], str, Conversation, float]


class Closed(Exception):  # noqa: N818 – a state, not a fault
    """The lanes take no more work."""


class Worker(Protocol):
    """Judges for one lane."""

    def start(self) -> None:
        """Get ready; raises what makes it impossible."""

    def work(self, what: str, conversation: Conversation, at: float) -> Any:
        """What the method `what` of a judge gives; raises `DeadlineExceeded` soon after `at`."""

    def stop(self) -> None:
        """Leave no process behind."""


class Lanes:
    """Workers behind one queue. Any number of threads and tasks may ask at once; the decisions are independent."""

    def __init__(self, workers: Sequence[Worker], *, waiting: int = 1000):
        self._queue: queue.Queue[_Task | None] = queue.Queue(waiting)
        self._closed, self._lock = False, threading.Lock()
        self._ready: list[Future[None]] = [Future() for _ in workers]
        self._threads = [
            threading.Thread(target=self._run, args=pair, name="promisecheck-gate", daemon=True)
            for pair in zip(workers, self._ready, strict=True)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def ready(self) -> bool:
        """Whether some worker can take a draft."""
        return not self._closed and any(one.done() and one.exception() is None for one in self._ready)

    def wait(self, timeout: float | None = None) -> None:
        """Returns when all workers are ready; raises why one is not."""
        for one in self._ready:
            one.result(timeout)

    @property
    def waiting(self) -> int:
        """How many drafts no worker has taken yet."""
        return self._queue.qsize()

    def ask(self, what: str, conversation: Conversation, at: float) -> Future[Any]:
        """What the method `what` of a judge will give; raises `Closed`, and `queue.Full` when too many wait."""
        future: Future[Any] = Future()
        with self._lock:
            if self._closed:
                raise Closed
            self._queue.put_nowait((future, what, conversation, at))
        return future

    def close(self) -> None:
        """Ends after what was already asked; waits for it."""
        with self._lock:
            self._closed = True
        for thread in self._threads:
            if thread.is_alive():
                self._queue.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self, worker: Worker, ready: Future[None]) -> None:
        try:
            worker.start()
        except BaseException as error:
            ready.set_exception(error)
            return
        ready.set_result(None)
        try:
            while (task := self._queue.get()) is not None:
                _work(worker, task)
        finally:
            worker.stop()


def _work(worker: Worker, task: _Task) -> None:
    future, what, conversation, at = task
    if not future.set_running_or_notify_cancel():
        return
    try:
        if monotonic() >= at:
            raise DeadlineExceeded("the draft waited too long for its turn")
        told = worker.work(what, conversation, at)
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(told)
