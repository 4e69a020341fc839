"""undivided-attention and channel-has-owner: what only an audit of many conversations shows."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from promisecheck import Checker
from promisecheck.audit import audit
from promisecheck.checks.timing.sweep import Sweep
from promisecheck.conversation import Conversation
from promisecheck.report import Outcome
from promisecheck.rules.pack import default_folder
from promisecheck.settings import Settings

START = datetime(2026, 3, 3, 7, tzinfo=UTC)
Said = list[tuple[str, int]]


def made(name: str, employee: str | None, said: Said, **more: Any) -> dict[str, Any]:
    """A conversation; times are seconds from the start of the day."""
    messages = [
        {"role": role, "sent_at": (START + timedelta(seconds=at)).isoformat(), "text": "…"} for role, at in said
    ]
    return {"id": name, "channel": "telegram", "employee": employee, "messages": messages, **more}


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of the two rules alone: nothing here needs the language."""
    folder = tmp_path_factory.mktemp("rules")
    for name in ("undivided-attention", "channel-has-owner"):
        (folder / f"{name}.yaml").write_bytes((default_folder() / f"{name}.yaml").read_bytes())
    return folder


@pytest.fixture
def audited(rules: Path, write_lines: Callable[..., Path], tmp_path: Path) -> Callable[..., list[dict[str, Any]]]:
    """The reports of an audit as plain data."""

    def run(*conversations: object, jobs: int = 1, resume: bool = False, owners: Any = None) -> list[dict[str, Any]]:
        out = tmp_path / "out.jsonl"
        chosen = Settings.model_validate({"owners": owners or {}})
        audit([write_lines(*conversations)], [out], rules=rules, quiet=True, jobs=jobs, resume=resume, settings=chosen)
        return [json.loads(line) for line in out.read_text("utf-8").splitlines()]

    return run


def statuses(reports: list[dict[str, Any]], rule: str) -> list[str]:
    return [o["status"] for report in reports for o in report["outcomes"] if o["rule_id"] == rule]


LATE: Said = [("client", 0), ("employee", 600)]
BUSY: Said = [("client", 290), ("employee", 400)]


def attention(*conversations: object, run: Any) -> list[str]:
    return statuses(run(*conversations), "undivided-attention")


def test_writing_to_another_while_a_client_waits_violates(audited: Any) -> None:
    reports = audited(made("a", "Иванова", LATE), made("b", "иванова ", BUSY))
    assert statuses(reports, "undivided-attention") == ["violated", "passed"]
    [found] = reports[0]["outcomes"][1]["violations"]
    assert found["message_id"] == "m1"
    assert "в разговоре b (m2)" in found["explanation"]


@pytest.mark.parametrize(
    "other",
    [
        made("b", "Петров", BUSY),  # somebody else
        made("b", "Иванова", [("employee", 300)]),  # at the limit, not past it
        made("b", "Иванова", [("employee", 600)]),  # when the client had the answer
        made("b", "Иванова", [("client", 400)]),  # it was not the employee who wrote
        made("b", "Иванова", BUSY, channel="meeting"),  # nobody writes in a meeting
        made("b", "Иванова", BUSY, client={"phone": "+7 (916) 000-00-01"}),  # the same client elsewhere
    ],
)
def test_what_is_no_divided_attention(audited: Any, other: dict[str, Any]) -> None:
    waiting = made("a", "Иванова", LATE, client={"phone": "89160000001"})
    assert attention(waiting, other, run=audited)[0] == "passed"
    assert attention(other, waiting, run=audited)[1] == "passed"


def test_a_wait_in_time_or_none_or_nobodys(audited: Any) -> None:
    assert attention(
        made("a", "Иванова", [("client", 0), ("employee", 300)]),
        made("b", "Иванова", [("employee", 200)]),
        made("c", None, LATE),
        {"id": "d", "channel": "sms", "employee": "Иванова", "messages": [{"role": "client", "text": "?"}]},
        run=audited,
    ) == ["passed", "not_applicable", "not_observable", "not_observable"]


def test_one_conversation_does_not_show_it(checker: Checker) -> None:
    outcome: Outcome = checker.check(made("a", "Иванова", LATE)).outcome("undivided-attention")
    assert outcome.status == "not_observable"


lines = st.lists(st.tuples(st.sampled_from(["client", "employee"]), st.integers(0, 3000)), max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("АБ"), lines), max_size=6))
def test_the_sweep_finds_what_a_comparison_of_all_with_all_finds(day: list[tuple[str, Said]]) -> None:
    talks = [Conversation.read(made(str(n), who, said)) for n, (who, said) in enumerate(day)]
    with TemporaryDirectory() as folder:
        sweep = Sweep(Path(folder, "x.db"), Settings())
        for n, talk in enumerate(talks):
            sweep.add(n, talk)
        sweep.run()
        found = {(n, hit.message_id) for n in range(len(talks)) for hit in sweep.hits(n)}
        sweep.close()
    assert found == set(_compared(talks))


def _compared(talks: list[Conversation]) -> Any:
    """Every wait against every message of the employee elsewhere, without the clock's own code."""
    for n, talk in enumerate(talks):
        since = first = None
        spans = []
        for message in sorted(talk.messages, key=lambda m: m.sent_at or START):
            assert message.sent_at
            if message.role == "client" and since is None:
                since, first = message.sent_at, message.id
            elif message.role == "employee" and since is not None:
                spans.append((since, message.sent_at, first))
                since = None
        if since is not None:
            spans.append((since, START + timedelta(days=9), first))
        for begun, ended, name in spans:
            others = [m for k, o in enumerate(talks) if k != n and o.employee == talk.employee for m in o.messages]
            wrote = [m.sent_at for m in others if m.role == "employee" and m.sent_at]
            if any(begun + timedelta(seconds=300) < at < ended for at in wrote):
                yield n, name


def day_of(count: int) -> list[dict[str, Any]]:
    return [
        made(f"c{n}", f"Сотрудник {n % 3}", [("client", n * 7 % 900), ("employee", n * 7 % 900 + n * 13 % 700)])
        for n in range(count)
    ]


def test_workers_and_resuming_change_nothing(audited: Any, tmp_path: Path) -> None:
    day = day_of(60)
    alone = audited(*day, owners={"sms": "Петров"})
    assert "violated" in statuses(alone, "undivided-attention")
    assert audited(*day, jobs=2, owners={"sms": "Петров"}) == alone
    out = tmp_path / "out.jsonl"
    out.write_bytes(b"".join(out.read_bytes().splitlines(keepends=True)[:25]))
    assert audited(*day, resume=True, owners={"sms": "Петров"}) == alone


def test_a_channel_without_an_owner_is_told_once(audited: Any) -> None:
    talks = [made(str(n), None, [], channel=channel) for n, channel in enumerate("sms vk sms vk avito".split())]
    reports = audited(*talks, owners={"avito": "Иванова"})
    told = ["violated", "violated", "not_applicable", "not_applicable", "passed"]
    assert statuses(reports, "channel-has-owner") == told
    assert "sms" in reports[2]["outcomes"][0]["notes"][0]["explanation"]
    assert statuses(audited(*talks), "channel-has-owner") == ["not_applicable"] * 5


def test_a_single_check_tells_of_its_channel(rules: Path) -> None:
    owned = Checker(rules, settings=Settings.model_validate({"owners": {"vk": "Петров"}}))
    assert owned.check(made("a", None, [])).outcome("channel-has-owner").status == "violated"
    assert owned.check(made("a", None, [], channel="vk")).outcome("channel-has-owner").status == "passed"
