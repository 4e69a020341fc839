"""Under `--mask` no personal datum of the input reaches any output; offsets stay those of the original."""

import io
import json
import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from personal import NAMES, card_form, cards, inns, mails, names, phone_forms, phones, snils_form, snils_numbers
from rich.console import Console

from promisecheck.audit import audit
from promisecheck.checker import outgoing
from promisecheck.conversation import Conversation
from promisecheck.personal_data.mask import Hider, Masker
from promisecheck.show import show
from promisecheck.voice.rows import rows
from promisecheck.writers import Outputs
from promisecheck.writers.base import Audited
from promisecheck.writers.jsonl import line

forms = (
    st.builds(lambda phone, n: phone_forms(phone)[n], phones, st.integers(0, 6))
    | inns.map("ИНН {}".format)
    | snils_numbers.map(snils_form)
    | cards.map(card_form)
    | mails
)
frames = st.sampled_from(
    ["Номер клиента {name}: {datum}. Гарантируем 20% годовых!", "Скину базу клиентов, {datum}", "{name}, {datum}",
     "Мне удобнее писать на {datum}, хотелось бы парковку, {name}"]
)  # fmt: skip


def digits_of(text: str) -> str:
    return re.sub(r"[\s().\u200b–-]", "", text.removeprefix("ИНН "))


def leaks(output: str, name: str, datum: str) -> bool:
    surname = max(re.findall(r"\w+", name), key=len)
    return digits_of(datum) in digits_of(output) or surname in output


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(frames, names, forms, names, phones)
def test_nothing_personal_reaches_an_output(checker, tmp_path: Path, frame, name, datum, client, phone):
    text = frame.format(name=name, datum=datum)
    data = {
        "id": f"wa-7{phone}", "channel": "telegram", "employee": "Смирнова Ольга",
        "client": {"name": client, "phone": phone},
        "messages": [{"role": "client", "text": text}, {"role": "employee", "text": text}],
        "note": {"about": [f"{client} просил, {datum}"], "number": int(f"7{phone}")},
    }  # fmt: skip
    conversation, masker = Conversation.read(data), Masker()
    hider = Hider(conversation)
    report = masker.report(hider.report(checker.check(conversation)))
    outputs = [line(report).decode()]
    files = [str(tmp_path / f"out{ending}") for ending in (".txt", ".csv", ".html", ".sarif", ".xml")]
    with Outputs(files, "ru", rules=checker.pack.rules) as out:
        out.write(Audited(report, masker.conversation(conversation)))
    outputs += [Path(file).read_text(encoding="utf-8") for file in files]
    outputs += [masker.row(row).model_dump_json() for row in rows(checker, conversation, hider)]
    seen = io.StringIO()
    alone = masker.report(Hider(outgoing(text)).report(checker.check_text(text)))
    show(alone, text, Console(file=seen, width=500), "ru", masker)
    for output in (*outputs, seen.getvalue()):
        assert not leaks(output, name, datum)
        assert not leaks(output, client, f"7{phone}")


def test_offsets_are_those_of_the_original(checker):
    text = "Петров Иван Сергеевич, 8 916 123-45-67, просил перезвонить"
    plain = checker.check_text(text)
    masked = Masker().report(Hider(outgoing(text)).report(plain))
    before, after = (one.outcome("protect-client-data").violations[0] for one in (plain, masked))
    assert (before.start, before.end) == (after.start, after.end)
    assert before.quote == text[before.start : before.end]
    assert after.quote == "[имя 1], [телефон 1]"


def test_offsets_hold_in_the_conversation_that_writers_show(checker):
    text = "Скину базу: Петров Иван Сергеевич, 8 916 123-45-67"
    conversation, masker = outgoing(text), Masker()
    shown = masker.conversation(conversation)
    assert len(shown.messages[0].text) == len(text)
    assert shown.messages[0].text.startswith("Скину базу: [имя 1]*")
    assert shown.messages[0].text.endswith("*, [телефон 1]****")


def test_one_datum_has_one_placeholder_in_a_run():
    masker = Masker()
    assert masker.text("8 916 123-45-67 и 8 916 123-45-68") == "[телефон 1] и [телефон 2]"
    assert masker.text("+7 (916) 123-45-68, Ивану Петрову") == "[телефон 2], [имя 1]"
    assert masker.text("Иван Петров") == "[имя 1]"


def test_a_datum_cut_by_a_quote_is_hidden_whole():
    hider = Hider(outgoing("номер 8 916 123-45-67 его"))
    assert Masker().settle(hider.slice("m1", 0, 12)) == "номер [телефон 1]"


def test_marks_in_the_input_are_no_marks(checker):
    text = f"\ue000person\ue001x\ue002 {NAMES[0]}"
    assert Masker().text(text).endswith("[имя 1]")
    assert "\ue000" not in Masker().text(text)


def test_metadata_keeps_what_is_not_personal():
    hidden = Masker().settle({"deal": 42, "sum": 2_316_400, "ok": True, "none": None, "phone": 79161234567})
    assert hidden["deal"] == 42
    report = {"deal": 42, "phone": 79161234567, "sum": 2_316_400.5}
    from promisecheck.report import Report

    kept = Masker().report(Hider(outgoing("x")).report(Report(conversation_id="c", outcomes=[], metadata=report)))
    assert json.loads(line(kept))["metadata"] == {"deal": 42, "phone": "[телефон 1]", "sum": 2_316_400.5}


def test_what_a_survey_tells_of_other_conversations_is_masked(tmp_path: Path):
    def talk(phone, *messages):
        told = [
            {"role": role, "sent_at": f"2026-03-03T10:{minute:02}:00+03:00", "text": text}
            for role, minute, text in messages
        ]
        return {"id": f"wa-{phone}", "channel": "whatsapp", "employee": "Иванова", "messages": told}

    talks = [
        talk("+79161234567", ("client", 0, "Где мой отчёт?"), ("employee", 20, "Отправила.")),
        talk("+79031112233", ("client", 1, "Здравствуйте"), ("employee", 15, "Добрый день!")),
    ]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in talks), encoding="utf-8")
    audit([source], [out], mask=True, quiet=True)
    told = out.read_text(encoding="utf-8")
    reports = [json.loads(line) for line in told.splitlines()]
    [seen] = [one for one in reports[0]["outcomes"] if one["rule_id"] == "undivided-attention"]
    assert seen["violations"][0]["explanation"].endswith("в разговоре wa-[телефон 2] (m2).")
    assert "9161234567" not in told
    assert "9031112233" not in told
