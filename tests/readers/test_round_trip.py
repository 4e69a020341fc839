"""What is rendered into a format is read back from it, and says the same whatever the format."""

import csv
import io
import json
import string
import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from promisecheck.readers import read
from promisecheck.readers.json_text import values
from promisecheck.readers.spool import Spool

START = datetime(2026, 3, 3, 7, tzinfo=UTC)
NAMES = {"client": "Пётр Ильин", "employee": "Анна Белова"}
letters = st.sampled_from(string.ascii_letters + "абвгдеёжя ,.!?;:«»—\"'\\<>[]%0123456789🙂\u00a0")
words = st.text(letters, min_size=1, max_size=40).map(str.strip).filter(lambda text: any(c.isalpha() for c in text))
several = st.lists(words, min_size=1, max_size=3).map("\n".join)
turns = st.lists(st.tuples(st.sampled_from(["client", "employee"]), several), min_size=2, max_size=6).filter(
    lambda told: {role for role, _ in told} == {"client", "employee"}
)


def moment(n):
    return START + timedelta(minutes=n)


def telegram(told):
    ids = {"client": "user5", "employee": "user7"}
    messages = [
        {"id": n, "type": "message", "date_unixtime": str(int(moment(n).timestamp())), "from": NAMES[role],
         "from_id": ids[role], "text": ["", {"type": "bold", "text": text}] if n % 2 else text}
        for n, (role, text) in enumerate(told, 1)
    ]  # fmt: skip
    chat = {"name": NAMES["client"], "type": "personal_chat", "id": 5, "messages": messages}
    return "result.json", json.dumps(chat, ensure_ascii=False)


def table(told, delimiter=";"):
    made = io.StringIO()
    rows = csv.writer(made, delimiter=delimiter)
    rows.writerow(["conversation_id", "message_id", "role", "sent_at", "text"])
    rows.writerows(["5", n, role, moment(n).isoformat(), text] for n, (role, text) in enumerate(told, 1))
    return "x.csv", made.getvalue()


def whatsapp(told):
    in_moscow = timedelta(hours=3)
    lines = [
        f"[{moment(n) + in_moscow:%d.%m.%Y, %H:%M:%S}] {NAMES[role]}: {text}\n"
        for n, (role, text) in enumerate(told, 1)
    ]
    return "Чат WhatsApp с Пётр Ильин.txt", "".join(lines)


def vk(told):
    items = [
        {"id": n, "from_id": 5 if role == "client" else -9, "peer_id": 5, "out": int(role == "employee"),
         "date": int(moment(n).timestamp()), "text": text}
        for n, (role, text) in enumerate(told, 1)
    ]  # fmt: skip
    return "history.json", json.dumps({"response": {"items": items[::-1]}})


def avito(told):
    found = [
        {"id": str(n), "author_id": 1, "created": int(moment(n).timestamp()), "content": {"text": text},
         "direction": "in" if role == "client" else "out", "type": "text"}
        for n, (role, text) in enumerate(told, 1)
    ]  # fmt: skip
    return "chat.json", json.dumps(found)


FORMATS = [telegram, table, whatsapp, vk, avito]


def back(folder, rendered):
    name, text = rendered
    path = folder / name
    path.write_text(text, encoding="utf-8", newline="")
    (conversation,) = read(path)
    return conversation


@pytest.mark.parametrize("render", FORMATS)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=turns)
def test_messages_come_back_as_they_were(tmp_path, render, told):
    found = back(tmp_path, render(told))
    assert [(m.role, m.text, m.sent_at) for m in found.messages] == [
        (role, text, moment(n)) for n, (role, text) in enumerate(told, 1)
    ]


def test_the_same_words_get_the_same_verdicts_from_every_format(tmp_path, checker):
    told = [("client", "Какая доходность?"), ("employee", "Гарантируем 20% годовых!"), ("client", "Точно?")]
    seen = set()
    for render in FORMATS:
        report = checker.check(back(tmp_path, render(told)))
        seen.add(tuple((o.rule_id, o.status, tuple((v.start, v.end) for v in o.violations)) for o in report.outcomes))
        assert report.outcome("no-guarantees").violations[0].quote.startswith("Гарантируем")
    assert len(seen) == 1


def test_memory_does_not_grow_with_the_export(tmp_path):
    def peak(count):
        chat = json.loads(telegram([("client", "а" * 200), ("employee", "б" * 200)])[1])
        chats = [chat | {"id": n} for n in range(count)]
        path = tmp_path / f"{count}.json"
        path.write_text(json.dumps({"personal_information": {"user_id": 7}, "chats": {"list": chats}}))
        tracemalloc.start()
        assert sum(1 for _ in read(path)) == count
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)
    assert peak(8000) < 1.5 * peak(2000)


nested = st.recursive(st.integers(-9, 9), lambda inner: st.dictionaries(st.sampled_from("ab"), inner))


@given(st.lists(nested, max_size=4))
def test_json_values_one_after_another_come_back(found):
    text = "\n".join(json.dumps(one, indent=1) for one in found)
    assert [value for _, value in values(io.StringIO(text))] == found


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3), max_size=10))
def test_spool_keeps_together_what_keys_join(heap):
    with Spool() as spool:
        for number, keys in enumerate(heap):
            spool.add(keys, number)
        found = [list(chat) for chat in spool.chats()]
    assert sorted(n for chat in found for n in chat) == list(range(len(heap)))
    for chat in found:
        assert chat == sorted(chat)
    groups = [{key for n in chat for key in heap[n]} for chat in found]
    assert all(not (one & other) for n, one in enumerate(groups) for other in groups[n + 1 :])
