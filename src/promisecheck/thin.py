"""`promisecheck hook --url …` without the command line's framework: a host waits for it before every message.

Whatever is not just that – another command, another option, a mistake – is left to the command line.
"""

from __future__ import annotations

import json
import os
import sys

_OPTIONS = ("--url", "--lang")


def hook(words: list[str]) -> int | None:
    """The exit status of the hook; None where these words ask for something else."""
    given = _read(words[1:]) if words[:1] == ["hook"] else None
    if given is None or not given.get("--url"):
        return None
    from promisecheck.errors import PromisecheckError
    from promisecheck.hook import answered

    try:
        line, stops = answered(sys.stdin.buffer.read(), given["--url"], os.environ.get("PROMISECHECK_TOKEN", ""))
    except (PromisecheckError, OSError) as error:
        return _failed(str(error), given.get("--lang", "ru"))
    _print(line)
    return int(stops)


def _read(words: list[str]) -> dict[str, str] | None:
    """The options by name; None where anything else is among them."""
    found = {"--url": os.environ.get("PROMISECHECK_URL", ""), "--lang": os.environ.get("PROMISECHECK_LANG", "ru")}
    left = list(words)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if name not in _OPTIONS or not (equals or left):
            return None
        found[name] = value if equals else left.pop(0)
    return found if found["--lang"] in ("ru", "en") else None


def _failed(said: str, lang: str) -> int:
    from promisecheck.texts import say, visible

    _print(json.dumps({"error": said}, ensure_ascii=False))
    sys.stderr.buffer.write(say("error", lang, text=visible(said)).encode() + b"\n")
    return 2


def _print(line: str) -> None:
    sys.stdout.buffer.write(line.encode() + b"\n")
    sys.stdout.buffer.flush()
