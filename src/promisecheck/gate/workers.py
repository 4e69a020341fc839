"""The two kinds of worker: one that judges in this process, and one with a process of its own, which can be killed."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from time import monotonic
from typing import TYPE_CHECKING, Any

from promisecheck.deadline import DeadlineExceeded
from promisecheck.errors import PromisecheckError
from promisecheck.language.models import one_thread
from promisecheck.parallel import leave_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

    from promisecheck.conversation import Conversation
    from promisecheck.gate.judge import Judge

GRACE = 0.5  # seconds past its deadline in which a process may still notice it; then it is killed
BOOT = 120.0  # seconds in which a process must have loaded its models


class Here:
    """Judges in the thread of its lane."""

    def __init__(self, build: Callable[[], Judge], *, warm: bool = True):
        self._build, self._warm = build, warm

    def start(self) -> None:
        """Load the models."""
        self._judge = self._build()
        if self._warm:
            self._judge.warm()

    def work(self, what: str, conversation: Conversation, at: float) -> Any:
        """What the judge gives."""
        return getattr(self._judge, what)(conversation, at)

    def stop(self) -> None:
        """Nothing to leave behind."""


class Apart:
    """Judges in a process of its own; `build` makes its judge there, and must pickle."""

    def __init__(self, build: Callable[[], Judge]):
        self._build = build
        self._process: Any = None
        self._pipe: Connection | None = None

    def start(self) -> None:
        """Start the process and wait for its models; raises what kept it from loading them."""
        # Spawned, not forked: a fork of a process with threads may hang, and Windows knows no fork.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._build), daemon=True)
        self._process.start()
        theirs.close()
        told = self._answer(monotonic() + BOOT)
        if isinstance(told, BaseException):
            self.stop()
            raise told

    def work(self, what: str, conversation: Conversation, at: float) -> Any:
        """What the judge gives; a process that gives nothing in time, or dies, is replaced before it gets more work."""
        assert self._pipe is not None
        try:
            self._pipe.send((what, conversation, at - monotonic()))
            told = self._answer(at + GRACE)
        except OSError:
            told = PromisecheckError("the process that checks died")
            self._replace()
        if isinstance(told, BaseException):
            raise told
        return told

    def stop(self) -> None:
        """Kill the process; it holds nothing that could be lost."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()

    def _answer(self, until: float) -> Any:
        assert self._pipe is not None
        if not self._pipe.poll(max(0.0, until - monotonic())):
            self._replace()
            return DeadlineExceeded("the process that checks did not end in time and was replaced")
        try:
            return self._pipe.recv()
        except EOFError:
            raise OSError("closed") from None

    def _replace(self) -> None:
        self.stop()
        self.start()


def _serve(pipe: Connection, build: Callable[[], Judge]) -> None:
    """The life of a process: load, then answer one draft after another."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # a whole group gets them; they are the parent's to handle
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    one_thread()
    threading.Thread(target=leave_with_parent, daemon=True).start()
    try:
        judge = build()
        judge.warm()
        _freeze()
    except BaseException as error:
        pipe.send(_portable(error))
        return
    pipe.send(None)
    while True:
        try:
            what, conversation, seconds = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            told: Any = getattr(judge, what)(conversation, monotonic() + seconds)
        except Exception as error:
            told = _portable(error)
        pipe.send(told)


def _freeze() -> None:
    """What was loaded stays for ever: the garbage collector need not look at it again and again."""
    import gc

    gc.collect()
    gc.freeze()


def _portable(error: BaseException) -> PromisecheckError:
    """The error without what does not pickle, and without a text it may hold."""
    from promisecheck.faults import internal_error

    if isinstance(error, DeadlineExceeded):
        return DeadlineExceeded(str(error))
    if isinstance(error, PromisecheckError) or not isinstance(error, Exception):
        return PromisecheckError(str(error))
    return PromisecheckError(internal_error(error))
