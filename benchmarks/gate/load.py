"""The server under load, by wrk (https://github.com/wg/wrk): a real load generator that keeps its connections."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.gate.inprocess import OTHER, PROMISES, drafts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from promisecheck.conversation import Conversation

CONNECTIONS = (1, 8, 64)
_SCRIPT = """
local bodies, n = {}, 0
for line in io.lines("%s") do bodies[#bodies + 1] = line end
request = function()
  n = n %% #bodies + 1
  return wrk.format("%s", "%s", {["Content-Type"] = "application/json"}, "%s" == "POST" and bodies[n] or nil)
end
done = function(summary, latency, requests)
  local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
  local form = '\\nRESULT {"requests": %%d, "seconds": %%f, "p50": %%f, "p99": %%f, "failed": %%d, "status": %%d}\\n'
  io.write(string.format(form,
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(99) / 1e3, errors,
    summary.errors.status))
end
"""


@dataclass(frozen=True)
class Load:
    """One run of the generator: times in milliseconds, `refused` are answers other than 200."""

    what: str
    connections: int
    rate: float
    p50: float
    p99: float
    failed: int
    refused: int


def measured(*, workers: int = 2, seconds: int = 6) -> list[Load]:
    """The gate at each number of connections, and `/health`, which checks nothing, as its peer."""
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is needed to make load: apt-get install wrk")
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), workers) as url:
        bodies = Path(folder) / "bodies"
        talks = (json.loads(talk.model_dump_json()) for talk in _mixed(drafts(OTHER), drafts(PROMISES)))
        lines = (json.dumps({"conversation": talk}, ensure_ascii=False) for talk in talks)
        bodies.write_text("\n".join(lines) + "\n", encoding="utf-8")
        _run(Path(folder), url, "POST", "/v1/decide", bodies, 4, 3)  # warms both processes
        found = [_run(Path(folder), url, "GET", "/health", bodies, 8, seconds)]
        return found + [_run(Path(folder), url, "POST", "/v1/decide", bodies, n, seconds) for n in CONNECTIONS]


@contextmanager
def served(folder: Path, workers: int) -> Iterator[str]:
    """The real command on a free port of this machine."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    settings = folder / "settings.toml"
    settings.write_text(f'[gate]\nlimit_ms = 1000\n[gate.log]\npath = "{folder}/log.jsonl"\n[serve]\nport = {port}\n')
    command = [sys.executable, "-m", "promisecheck", "serve", "--settings", str(settings), "--workers", str(workers)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        url = f"http://127.0.0.1:{port}"
        _wait(url)
        yield url
    finally:
        process.terminate()
        process.wait()


def _mixed(usual: list[Conversation], promises: list[Conversation]) -> Iterator[Conversation]:
    """Nine drafts of service talk, then one about promises."""
    for n, talk in enumerate(usual):
        yield talk
        if n % 9 == 8:
            yield promises[n // 9 % len(promises)]


def _wait(url: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(f"{url}/ready") as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    raise SystemExit("the server did not get ready")


def _run(folder: Path, url: str, method: str, path: str, bodies: Path, connections: int, seconds: int) -> Load:
    script = folder / "load.lua"
    script.write_text(_SCRIPT % (bodies, method, path, method), encoding="utf-8")
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s", str(script), url]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    told = json.loads(out.split("RESULT ")[1].splitlines()[0])
    rate = told["requests"] / told["seconds"]
    return Load(path, connections, rate, told["p50"], told["p99"], told["failed"], told["status"])
