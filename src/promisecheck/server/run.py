"""Runs the server: signals, reloads, sockets, logs."""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from typing import TYPE_CHECKING, Any

from promisecheck.errors import InputError, PromisecheckError
from promisecheck.faults import internal_error
from promisecheck.server.settings import ServeSettings, is_loopback

if TYPE_CHECKING:
    from pathlib import Path

    from promisecheck.settings import Settings

log = logging.getLogger("promisecheck.server")


def serve(settings: Settings, rules: Path | None, *, lang: str) -> None:
    """Serve until a signal says stop; raises `InputError` for settings that are not safe, `RuleError`."""
    options = settings.serve
    if options.socket is None and options.token is None and not is_loopback(options.host):
        raise InputError(
            f"a token is needed to listen on {options.host}: set serve.token or PROMISECHECK_TOKEN", field="serve.token"
        )
    try:
        import uvicorn
    except ImportError:
        raise PromisecheckError("the server needs starlette and uvicorn: pip install 'promisecheck[serve]'") from None
    _log_in_lines()
    asyncio.run(_serve(settings, options, rules, lang, uvicorn))


async def _serve(settings: Settings, options: ServeSettings, rules: Path | None, lang: str, uvicorn: Any) -> None:
    from promisecheck.gate.gate import Gate
    from promisecheck.server.app import Server
    from promisecheck.server.rules import RuleList

    listed = await asyncio.to_thread(RuleList(rules).read)  # a broken pack ends here, before a port is taken
    gate = Gate(settings=settings, rules=rules, lang=lang, workers=options.workers)
    place: dict[str, Any] = {"uds": options.socket} if options.socket else {"host": options.host, "port": options.port}
    config = uvicorn.Config(
        Server(gate, options, listed).app(),
        **place,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        backlog=1024,
        timeout_graceful_shutdown=round(options.grace_seconds),
    )
    server = uvicorn.Server(config)
    reload = _Reload(gate, listed)
    if hasattr(signal, "SIGHUP"):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, reload.start)
    telling = asyncio.ensure_future(_tell_when_ready(gate))
    await server.serve()
    telling.cancel()
    await asyncio.to_thread(gate.close)


async def _tell_when_ready(gate: Any) -> None:
    try:
        await asyncio.to_thread(gate.wait)
    except Exception as error:
        log.error("cannot check", extra={"fields": {"error": _told(error)}})
    else:
        log.info("ready")


class _Reload:
    """One reload at a time; a signal that comes meanwhile asks for one more after it."""

    def __init__(self, gate: Any, listed: Any):
        self._gate, self._listed = gate, listed
        self._running: asyncio.Task[None] | None = None
        self._again = False

    def start(self) -> None:
        """Answer a signal."""
        if self._running is not None and not self._running.done():
            self._again = True
            return
        self._running = asyncio.ensure_future(self._run())

    async def _run(self) -> None:
        while True:
            self._again = False
            try:
                fresh = await asyncio.to_thread(type(self._listed)(self._listed.folder).read)
                await asyncio.to_thread(self._gate.reload)
            except Exception as error:
                self._listed.error = _told(error)
                log.error("reload failed; the old rules stay at work", extra={"fields": {"error": _told(error)}})
            else:
                self._listed.rows, self._listed.error = fresh.rows, None
                log.info("rules reloaded", extra={"fields": {"rules": len(fresh.rows)}})
            if not self._again:
                return


def _told(error: Exception) -> str:
    return str(error) if isinstance(error, PromisecheckError | OSError) else internal_error(error)


def _log_in_lines() -> None:
    from promisecheck.server.guard import JsonLines

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("promisecheck", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)
