"""Makes the corpora of `reply-in-time` and `answer-everything`: python corpora/make_timing.py [FOLDER]

Wordings were written by hand (`make_timing.toml`), one set for each half; a seeded generator puts them on a time line.
The label follows from how a scene was built, never from the rules. Running it again gives the same files.
"""

from __future__ import annotations

import json
import random
import sys
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple

MOSCOW = timezone(timedelta(hours=3))
ZONES = [
    timezone(timedelta(hours=h, minutes=m)) for h, m in ((0, 0), (3, 0), (5, 0), (7, 0), (-4, 0), (5, 30), (10, 0))
]
WRITTEN = ["telegram", "whatsapp", "vk", "email", "sms", "avito", "chatbot", "comment", "other"]


class Case(NamedTuple):
    """A scene: messages with seconds from its beginning (None: no time), its label, tags and reason."""

    said: list[tuple[str, float | None, str]]
    status: str
    tags: list[str]
    why: str
    channel: str = ""
    minutes: bool = False
    shuffled: bool = False
    mixed: bool = False
    start: tuple[int, int] | None = None


class Words:
    """The wordings of one half, each as rarely as can be."""

    def __init__(self, half: str, chance: random.Random):
        self._chance = chance
        self._left: dict[str, list[str]] = {}
        pools = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
        self._pools: dict[str, list[str]] = {name: pool[half] for name, pool in pools.items()}

    def __call__(self, name: str) -> str:
        """The next wording of a pool."""
        left = self._left.setdefault(name, [])
        if not left:
            left.extend(self._chance.sample(self._pools[name], len(self._pools[name])))
        return left.pop()


def reply_scenes(w: Words, r: random.Random) -> Iterator[Case]:
    """One round of scenes for reply-in-time."""
    fast, note, late = r.randint(5, 180), r.randint(181, 300), r.randint(301, 9000)
    yield Case([("К", 0, w("ask")), ("С", fast, w("reply"))], "passed", ["single", "fast"], f"answered after {fast} s")
    yield Case(
        [("К", 0, w("ask")), ("С", note, w("reply"))], "passed", ["single", "near_limit"], f"{note} s: within the limit"
    )
    yield Case(
        [("К", 0, w("ask")), ("С", late, w("reply"))], "violated", ["single", "late"], f"answered after {late} s"
    )
    for seconds in (r.choice([299, 300]), 301):
        status = "violated" if seconds > 300 else "passed"
        yield Case([("К", 0, w("ask")), ("С", seconds, w("reply"))], status, ["limit"], f"exactly {seconds} s")
    second = r.randint(30, 290)
    for total in (r.randint(second + 1, 300), r.randint(301, second + 300)):
        said = [("К", 0, w("ask")), ("К", second, w("ask")), ("С", total, w("reply"))]
        yield Case(said, "violated" if total > 300 else "passed", ["run"], f"a run of two; {total} s from the first")
    for total in (r.randint(20, 300), r.randint(301, 4000)):
        said = [("К", 0, w("ask")), (r.choice("Б!"), 2, w("bot")), ("С", total, w("reply"))]
        yield Case(said, "violated" if total > 300 else "passed", ["bot"], f"a bot is no answer; {total} s")
    late = r.randint(301, 2000)
    said = [("К", 0, w("ask")), ("С", 60, w("reply")), ("К", 400, w("ask")), ("С", 400 + late, w("reply"))]
    yield Case(said, "violated", ["second_wait", "late"], f"the second answer after {late} s")
    said = [("К", 0, w("ask")), ("С", 90, w("reply")), ("С", 90 + late, w("reply"))]
    yield Case(said, "passed", ["second_wait", "holding"], "a holding reply stops the clock")
    for total in (r.randint(0, 300), r.randint(301, 4000)):
        said = [("К", 0, w("ask")), ("С", total, w("reply"))]
        status = "violated" if total > 300 else "passed"
        yield Case(said, status, ["zones"], f"{total} s, in two notations of the zone", mixed=True)
        said = [("С", -900, w("said")), ("К", 0, w("ask")), ("С", total or 1, w("reply"))]
        yield Case(
            said, status, ["out_of_order"], f"{total or 1} s, the list is not in the order of time", shuffled=True
        )
        said = [("С", -50, w("said")), ("К", 0, w("short")), ("С", total, w("reply"))]
        yield Case(said, status, ["short_incoming"], f"«ок» or an emoji counts; {total} s")
        said = [("К звонок", 0, ""), ("С", total, w("reply"))]
        yield Case(said, status, ["missed_call"], f"called back after {total} s", channel="phone")
        said = [("К", 0, w("ask")), ("С", total, w("reply"))]
        yield Case(said, status, ["midnight"], f"{total} s over midnight", start=(23, 59))
    said = [("С", 0, w("said")), ("К", 60, w("ask"))]
    yield Case(said, "not_applicable", ["unanswered"], "never answered: answer-everything is about that")
    yield Case([("К", None, w("ask")), ("С", None, w("reply"))], "not_applicable", ["no_times"], "no times")
    for count, status in ((r.randint(0, 4), "passed"), (5, "not_observable"), (r.randint(6, 90), "violated")):
        said = [("К", 0, w("ask")), ("С", count * 60, w("reply"))]
        yield Case(said, status, ["minutes_only"], f"{count} minutes, the seconds are lost", minutes=True)
    yield Case([("К", 0, w("ask")), ("С", 0, w("reply"))], "passed", ["equal_times"], "both in one second")


def answer_scenes(w: Words, r: random.Random) -> Iterator[Case]:
    """One round of scenes for answer-everything."""
    later = r.randint(20, 90_000)
    yield Case([("К", 0, w("ask"))], "violated", ["question"], "a question without an answer")
    yield Case(
        [("К", 0, w("ask")), ("С", later, w("reply"))], "passed", ["question", "late"], f"answered after {later} s"
    )
    said = [("С", 0, w("said")), ("К", 60, w("short"))]
    yield Case(said, "violated", ["short_incoming"], "«ок», thanks or an emoji is incoming, too")
    yield Case([*said, ("С", 100, w("reply"))], "passed", ["short_incoming"], "and was answered")
    yield Case([("К", 0, w("spam"))], "violated", ["spam"], "spam counts")
    yield Case([("К", 0, w("spam")), ("С", later, w("reply"))], "passed", ["spam"], "spam, answered")
    yield Case(
        [("С", 0, w("said")), ("К звонок", 900, "")], "violated", ["missed_call"], "a missed call", channel="phone"
    )
    said = [("К звонок", 0, ""), ("С", later, w("reply"))]
    yield Case(said, "passed", ["missed_call"], "called back", channel="phone")
    said = [("К", 0, w("ask")), (r.choice("Б!"), 3, w("bot"))]
    yield Case(said, "violated", ["bot"], "a bot is no answer")
    yield Case([*said, ("С", 50, w("reply"))], "passed", ["bot"], "an employee after the bot")
    said = [("К", 0, w("ask")), ("С", 30, w("reply")), ("К", 90, w("ask"))]
    yield Case(said, "violated", ["second_question"], "the second question was left")
    yield Case([*said, ("С", 7000, w("reply"))], "passed", ["second_question"], "answered, though late")
    said = [("К", 0, w("ask")), ("К", 20, w("ask")), ("С", 70, w("reply"))]
    yield Case(said, "passed", ["run"], "one answer to a run of two")
    yield Case([("К", 0, w("ask")), ("К", 20, w("ask"))], "violated", ["run"], "a run of two, unanswered")
    said = [("К", 0, w("ask")), ("С", 30, w("reply")), ("С", 90, w("said"))]
    yield Case(said, "passed", ["out_of_order"], "the employee spoke last", shuffled=True)
    said = [("С", 0, w("said")), ("К", 500, w("ask"))]
    yield Case(said, "violated", ["out_of_order"], "the client spoke last", shuffled=True)
    yield Case([("К", None, w("ask"))], "violated", ["no_times"], "no time is needed to see it")
    yield Case([("К", None, w("ask")), ("С", None, w("reply"))], "passed", ["no_times"], "answered, without times")
    yield Case([("С", 0, w("said"))], "not_applicable", ["nothing_incoming"], "the client said nothing")


def conversations(half: str, rule: str, rounds: int, scenes: Callable[..., Iterator[Case]]) -> Iterator[dict[str, Any]]:
    """The labelled conversations of one file."""
    chance = random.Random(f"{half} {rule}")
    words = Words(half, chance)
    cases = (case for _ in range(rounds) for case in scenes(words, chance))
    seen: set[str] = set()
    for case in cases:
        day = datetime(2026, chance.randint(1, 12), chance.randint(1, 28), tzinfo=MOSCOW)
        hour, minute = case.start or (chance.randint(8, 20), chance.randint(0, 59))
        begin = day + timedelta(hours=hour, minutes=minute, seconds=0 if case.minutes else chance.randint(0, 59))
        messages = [_message(f"m{n}", *line, begin, case, chance) for n, line in enumerate(case.said, 1)]
        if case.shuffled:
            messages.reverse()
        if (told := json.dumps(messages)) in seen:
            continue
        seen.add(told)
        channel = case.channel or chance.choice(WRITTEN)
        yield {
            "id": f"{rule}-{half}-{len(seen):03}",
            "channel": channel,
            "messages": messages,
            "expect": {rule: case.status},
            "spans": {},
            "tags": [*case.tags, "timing"],
            "why": case.why,
        }


def _message(
    name: str, who: str, at: float | None, text: str, begin: datetime, case: Case, chance: random.Random
) -> dict[str, Any]:
    role = {"К": "client", "С": "employee", "Б": "bot", "!": "system"}[who[0]]
    message: dict[str, Any] = {"id": name, "role": role, "text": text}
    if at is not None:
        sent = (begin + timedelta(seconds=at)).astimezone(chance.choice(ZONES) if case.mixed else MOSCOW)
        message["sent_at"] = sent.isoformat()
    if case.minutes:
        message["time_precision"] = "minute"
    if who.endswith("звонок"):
        message["kind"] = "missed_call"
    return message


def main() -> None:
    """Write the four files."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
    for rule, scenes in (("reply-in-time", reply_scenes), ("answer-everything", answer_scenes)):
        for half, rounds in (("dev", 8), ("test", 4)):
            lines = [json.dumps(c, ensure_ascii=False) for c in conversations(half, rule, rounds, scenes)]
            path = folder / half / f"{rule}.jsonl"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
            print(path, len(lines))


if __name__ == "__main__":
    main()
