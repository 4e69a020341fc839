"""What every request must pass: the token, the size of its body, the number of requests at work; each is logged.

Plain ASGI middleware: Starlette's `BaseHTTPMiddleware` costs a task for every request.
"""

from __future__ import annotations

import hmac
import json
import logging
from time import perf_counter
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from promisecheck.server.metrics import Metrics
    from promisecheck.server.settings import ServeSettings

log = logging.getLogger("promisecheck.server")


class TooLarge(Exception):  # noqa: N818 – a finding about the request, not a fault
    """The body is larger than the settings allow."""


class Guard:
    """Refuses with 401, 413 and 503 before anything is checked. The paths in `OPEN` need no token and always answer."""

    def __init__(self, app: ASGIApp, settings: ServeSettings, metrics: Metrics, paths: Collection[str]):
        self._app, self._settings, self._metrics, self._paths = app, settings, metrics, paths
        self._at_work = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI wants it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start, status = perf_counter(), 500

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._passed(scope, receive, sent)
        finally:
            path = scope["path"] if scope["path"] in self._paths else "other"
            self._metrics.count("promisecheck_requests_total", path=path, status=str(status))
            self._log(scope["method"], path, status, perf_counter() - start)

    async def _passed(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = None if scope["path"] in OPEN else self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        self._at_work += 1
        try:
            await self._app(scope, self._bounded(receive), send)
        finally:
            self._at_work -= 1

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        headers = dict(scope["headers"])
        token = self._settings.token
        if token is not None and not _bears(headers.get(b"authorization", b""), token):
            said = "expected the header Authorization: Bearer TOKEN"
            return problem(401, said, {"WWW-Authenticate": "Bearer"})
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length[:20]) > self._settings.body_kb * 1024:
            return too_large(self._settings)
        if self._at_work >= self._settings.concurrency:
            said = f"{self._settings.concurrency} requests are at work already; try again"
            return problem(503, said, {"Retry-After": "1"})
        return None

    def _bounded(self, receive: Receive) -> Receive:
        """Counts a body that did not say its length."""
        left = self._settings.body_kb * 1024

        async def received() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLarge
            return message

        return received

    @staticmethod
    def _log(method: str, path: str, status: int, seconds: float) -> None:
        level = logging.INFO if status < 500 else logging.WARNING
        log.log(level, "request", extra={"fields": {
            "method": method, "path": path, "status": status, "ms": round(1000 * seconds, 2),
        }})  # fmt: skip


OPEN = frozenset({"/health", "/ready"})


def problem(status: int, said: str, headers: dict[str, str] | None = None, **more: Any) -> JSONResponse:
    """An error as every answer tells it."""
    return JSONResponse({"error": said, **more}, status, headers)


def too_large(settings: ServeSettings) -> JSONResponse:
    """The answer to a body that is too large; what is left of it is not read."""
    return problem(413, f"the body is larger than {settings.body_kb} kB", {"Connection": "close"})


def _bears(header: bytes, token: str) -> bool:
    """In constant time: how far a guess was right must not show."""
    scheme, _, given = header.partition(b" ")
    right = hmac.compare_digest(given.strip(), token.encode())
    return right and scheme.lower() == b"bearer"


class JsonLines(logging.Formatter):
    """Logs as JSON lines; they never hold a text of a client or of an operator."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        entry = {"at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"), "level": record.levelname.lower()}
        entry |= {"logger": record.name, "event": record.getMessage(), **getattr(record, "fields", {})}
        if record.exc_info and record.exc_info[1] is not None:
            from promisecheck.faults import internal_error

            error = record.exc_info[1]
            entry["error"] = internal_error(error) if isinstance(error, Exception) else type(error).__name__
        return json.dumps(entry, ensure_ascii=False)
