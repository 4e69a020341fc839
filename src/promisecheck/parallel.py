"""A stream worked on by several processes, in order and in bounded memory."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from promisecheck.errors import PromisecheckError
from promisecheck.language.models import one_thread

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.checker import Checker
    from promisecheck.conversation import Conversation
    from promisecheck.report import Report
    from promisecheck.settings import Settings

T = TypeVar("T")
R = TypeVar("R")
_Done = tuple[list[Any], Exception | None]  # the results of a part, and the exception that cut it short


def in_order(
    build: Callable[[], Callable[[T], R]], things: Iterable[T], *, jobs: int = 1, chunk: int = 16
) -> Iterator[R]:
    """`build()(thing)` for each thing, in order; each of `jobs` processes builds once.

    `build`, the things and the results must pickle. An exception in a worker is raised here.
    """
    if jobs <= 1:
        yield from map(build(), things)
        return
    # Spawned, not forked: a fork of a process with threads may hang, and Windows knows no fork.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(build,))
    try:
        yield from _through(pool, iter(things), jobs, chunk)
    except BrokenProcessPool:
        raise PromisecheckError("a worker process died; is there too little memory for this many jobs?") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def check_in_processes(
    checker: Checker, conversations: Iterable[Conversation | dict[str, Any]], jobs: int
) -> Iterator[Report]:
    """The reports of checkers made like this one, in order."""
    build = partial(_check_like, checker.rules, checker.settings, checker.lang, checker.shortcut)
    return in_order(build, conversations, jobs=jobs)


def _check_like(
    rules: Path | str | None, settings: Settings | None, lang: str, shortcut: bool
) -> Callable[[Conversation | dict[str, Any]], Report]:
    from promisecheck.checker import Checker

    return Checker(rules, settings=settings, lang=lang, shortcut=shortcut).check


def _through(pool: ProcessPoolExecutor, things: Iterator[T], jobs: int, chunk: int) -> Iterator[Any]:
    waiting: deque[Future[_Done]] = deque()
    failed: Exception | None = None
    parts = _parts(things, chunk)
    while True:
        try:
            part = next(parts)
        except StopIteration:
            break
        except Exception as error:  # as in one process, what was read before it comes first
            failed = error
            break
        with _interrupts_held():
            waiting.append(pool.submit(_work, part))
        while waiting and (waiting[0].done() or len(waiting) > 2 * jobs):
            yield from _results(waiting.popleft())
    while waiting:
        yield from _results(waiting.popleft())
    if failed is not None:
        raise failed


def _parts(things: Iterator[T], size: int) -> Iterator[list[T]]:
    """The things in lists of `size`; what came before an exception comes out before it."""
    part: list[T] = []
    try:
        for thing in things:
            part.append(thing)
            if len(part) == size:
                yield part
                part = []
    except Exception:
        if part:
            yield part
        raise
    if part:
        yield part


def _results(future: Future[_Done]) -> Iterator[Any]:
    """The results of one part, then the exception that cut it short."""
    results, error = future.result()
    yield from results
    if error is not None:
        raise error


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Workers start in here and inherit the mask: Ctrl-C is the parent's to handle, which then stops them."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_build: Callable[[], Callable[[Any], Any]] | None = None
_work_on: Callable[[Any], Any] | None = None


def _begin(build: Callable[[], Callable[[Any], Any]]) -> None:
    global _build
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    one_thread()
    threading.Thread(target=leave_with_parent, daemon=True).start()
    _build = build  # built at the first chunk, where an exception reaches the parent


def leave_with_parent() -> None:
    """A killed parent cannot stop its workers, which would wait for it for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(part: list[Any]) -> _Done:
    global _work_on
    if _work_on is None:
        assert _build is not None
        _work_on = _build()
    results: list[Any] = []
    for thing in part:
        try:
            results.append(_work_on(thing))
        except Exception as error:
            return results, error
    return results, None
