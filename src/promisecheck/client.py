"""A thin client of a running `promisecheck serve`: the standard library alone, for hooks that must start at once."""

from __future__ import annotations

import http.client
import json
import socket
from typing import Any
from urllib.parse import urlsplit

from promisecheck.errors import InputError, PromisecheckError

TIMEOUT = 5.0  # seconds; the server itself answers within the limit of its settings


class _UnixConnection(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str, timeout: float):
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def decide(url: str, body: bytes, *, token: str = "", timeout: float = TIMEOUT) -> dict[str, Any]:
    """What the server at `url` (`http://…`, `https://…`, `unix:/path`) decides on a request, given and got as JSON.

    Raises `InputError` for a request or an address that cannot be used, `PromisecheckError` where no answer comes.
    """
    status, answer = _post(url, "/v1/decide", body, token, timeout)
    try:
        told = json.loads(answer)
    except ValueError:
        raise PromisecheckError(f"{url}: expected JSON; is this promisecheck serve? (status {status})") from None
    if not isinstance(told, dict):
        raise PromisecheckError(f"{url}: expected one JSON object; is this promisecheck serve?")
    if status == 200:
        return told
    said = str(told.get("error", f"status {status}"))
    raise InputError(said) if status in (400, 413, 422) else PromisecheckError(f"{url}: {said}")


def _post(url: str, path: str, body: bytes, token: str, timeout: float) -> tuple[int, bytes]:
    connection, prefix = _connection(url, timeout)
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    try:
        connection.request("POST", prefix + path, body, headers)
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException) as error:
        said = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise PromisecheckError(f"{url}: no answer ({said})") from None
    finally:
        connection.close()


def _connection(url: str, timeout: float) -> tuple[http.client.HTTPConnection, str]:
    if url.startswith("unix:"):
        return _UnixConnection(url.removeprefix("unix:").removeprefix("//"), timeout), ""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in ("http", "https") or not parts.hostname or port == -1:
        raise InputError(f"expected http://HOST:PORT, https://HOST or unix:/PATH; got {url}")
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname, port, timeout=timeout), parts.path.rstrip("/")
