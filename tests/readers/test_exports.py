"""Every format on an export of its own: known by its content, read with roles and places, broken without harm."""

import json
import random

import pytest
from exports import ACCOUNT, AVITO_HOOKS, EXPORTS, IOS, SALUTE, TELEGRAM, lines, one, salute

from promisecheck.conversation import Conversation
from promisecheck.errors import InputError
from promisecheck.readers import by_name, detect, items, read
from promisecheck.readers.notices import Notices
from promisecheck.settings import Settings


@pytest.fixture
def export(tmp_path):
    """Write an export by its name in the list, or a file with a text or bytes."""

    def write(name, content=None):
        name, content = EXPORTS[name] if content is None else (name, content)
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def told(path, format=None, **exports):
    """What a file holds, and the keys of the notices."""
    notices = Notices()
    found = list(read(path, format, Settings.model_validate({"exports": exports}), notices))
    return found, [notice.key for notice in notices]


def said(conversation):
    return [(message.role, message.kind, message.text) for message in conversation.messages]


@pytest.mark.parametrize("name", EXPORTS)
def test_export_is_detected_and_its_guarantee_is_the_employees(export, name):
    path = export(name)
    assert detect(path).name == name
    found, _ = told(path)
    assert all(isinstance(one, Conversation) for one in found)
    promises = [m for c in found for m in c.messages if "арант" in m.text]
    assert [message.role for message in promises] == ["employee"] * (name != "eml")
    questions = [m.role for c in found for m in c.messages if m.text.startswith("Какая")]
    assert set(questions) <= {"client"}
    for conversation in found:
        assert conversation.model_extra["source"]["file"] == str(path)
        assert all(message.model_extra["place"] for message in conversation.messages)


@pytest.mark.parametrize("name", EXPORTS)
def test_export_with_broken_bytes_gives_only_errors_with_a_place(export, name):
    raw, path, chance = EXPORTS[name][1].encode(), export(name), random.Random(name)
    for _ in range(40):
        broken = bytearray(raw)
        for _ in range(chance.randint(1, 5)):
            at = chance.randrange(len(broken) or 1)
            broken[at : at + chance.choice((0, 1, 30))] = bytes(chance.choices(b'{}[]",:\\x0-9 \n<>\xff\xd0;', k=3))
        path.write_bytes(broken[: chance.choice((None, None, len(broken) // 2))])
        for item in items(path, by_name(name)):
            assert isinstance(item.found, Conversation | InputError)
            assert not isinstance(item.found, InputError) or item.found.path == path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "cp866"])
@pytest.mark.parametrize("name", ["csv", "whatsapp", "srt"])
def test_export_of_any_encoding_reads_the_same(export, name, encoding):
    file, text = EXPORTS[name]
    expected, _ = told(export(name))
    found, keys = told(export(file, text.encode(encoding)))
    assert found == expected
    assert ("encoding" in keys) == (encoding in ("cp1251", "koi8-r", "cp866"))


def test_telegram_messages_calls_edits_and_places(export):
    (conversation,), keys = told(export("telegram"))
    assert conversation.id == "telegram-5001"
    assert (conversation.employee, conversation.client.name) == ("Анна Белова", "Пётр Ильин")
    assert said(conversation) == [
        ("client", "text", "Какая доходность?"),
        ("employee", "text", "Добрый день! Гарантируем 20% годовых"),
        ("client", "attachment", ""),
        ("client", "missed_call", ""),
        ("employee", "attachment", ""),
        ("system", "text", ""),
    ]
    assert conversation.messages[0].sent_at.isoformat() == "2026-03-03T07:00:00+00:00"
    assert conversation.messages[1].model_extra["edited_at"] == "1772521500"
    assert conversation.messages[2].model_extra["place"] == "message 3"
    assert keys == conversation.model_extra["source"]["guessed"] == ["partner"]


def test_telegram_account_knows_its_owner_and_passes_over_channels(export):
    found, keys = told(export("account.json", one(ACCOUNT)))
    assert [c.id for c in found] == ["telegram-5001"]
    assert set(keys) == {"owner", "passed-over", "zone"}


def test_telegram_bad_escapes_are_mended_and_real_ones_left(export):
    text = json.dumps(TELEGRAM).replace("20%", r"\x0b \\x0b")
    (conversation,), _ = told(export("bad.json", text))
    assert "\x0b \\x0b" in conversation.messages[1].text


def test_telegram_broken_message_stops_nothing(export):
    text = one(TELEGRAM).replace('"Какая доходность?"', "Какая доходность?").replace('"id": 3', '"id": 3, "text": 5')
    (conversation, syntax), _ = told(export("broken.json", text))
    assert [message.id for message in conversation.messages] == ["2", "3", "4", "5", "6"]
    assert syntax.line == 13
    cut, _ = told(export("cut.json", one(TELEGRAM)[: one(TELEGRAM).index('"id": 4')]))
    assert [message.id for message in cut[0].messages] == ["1", "2", "3"]
    assert isinstance(cut[1], InputError)


def test_telegram_local_times_are_of_the_zone_of_the_settings(export):
    text = one(TELEGRAM).replace("date_unixtime", "x")
    (conversation,), keys = told(export("old.json", text), timezone="Asia/Novosibirsk")
    assert conversation.messages[0].sent_at.isoformat() == "2026-03-03T10:00:00+07:00"
    assert "zone" in keys


def test_whatsapp_android(export):
    (conversation,), _ = told(export("whatsapp"))
    assert said(conversation)[1:] == [
        ("client", "text", "Добрый день\nкакая доходность?"),
        ("employee", "text", "Гарантируем 20% годовых"),
        ("employee", "text", "График прибыли"),
        ("system", "text", ""),
        ("client", "attachment", ""),
        ("client", "missed_call", ""),
    ]
    assert {message.time_precision for message in conversation.messages} == {"minute"}
    assert conversation.messages[2].model_extra == {"edited": True, "place": "line 4", "author": "Анна Белова"}


def test_whatsapp_ios(export):
    (conversation,), _ = told(export("WhatsApp Chat - Пётр Ильин.txt", IOS))
    assert [(m.role, m.kind, m.text) for m in conversation.messages] == [
        ("system", "text", "Сообщения и звонки защищены сквозным шифрованием."),
        ("client", "text", "Добрый день\nкакая доходность?"),
        ("employee", "attachment", ""),
        ("employee", "text", "Гарантируем 20% годовых"),
        ("client", "missed_call", ""),
    ]
    assert conversation.messages[1].sent_at.isoformat() == "2026-03-22T14:36:10+03:00"


def test_whatsapp_text_of_other_things_is_none(export):
    with pytest.raises(InputError, match="looks like none"):
        detect(export("notes.txt", "просто заметки: купить хлеб"))
    (error,), _ = told(export("notes.txt", "просто заметки"), "whatsapp")
    assert isinstance(error, InputError)


def test_csv_rows_are_grouped_and_minutes_stay_minutes(export):
    found, keys = told(export("csv"))
    assert [(c.id, c.channel) for c in found] == [("17", "telegram"), ("18", "whatsapp")]
    assert found[1].messages[0].text == 'Добрый\nдень; "вопрос"'
    assert [m.time_precision for m in found[1].messages] == ["second", "minute"]
    assert [m.model_extra["place"] for m in found[0].messages] == ["line 2", "line 5"]
    assert keys == ["columns", "zone"]


def test_csv_broken_rows_are_listed_with_their_line(export):
    said = ("1;client;a;", "1;client;a;;b", "1;boss;a;", "1;operator;б;вчера", "1;operator;в;1772521200")
    rows = "\n".join(("chat;role;text;sent_at", *said))
    found, _ = told(export("x.csv", rows))
    errors = [one for one in found if isinstance(one, InputError)]
    assert [(error.line, error.field) for error in errors] == [(3, None), (4, "role"), (5, "sent_at")]
    assert [m.text for m in found[-1].messages] == ["a", "в"]


def test_csv_columns_of_the_settings_and_missing_ones(export):
    path = export("x.csv", "k,w,x\n1,Иванова,привет\n")
    (error,), _ = told(path)
    assert "[exports.columns]" in error.message
    columns = {"conversation": "k", "author": "w", "text": "x"}
    (conversation,), keys = told(path, columns=columns, employees=["Иванова"], channel="sms")
    assert (conversation.id, conversation.channel, said(conversation)) == ("1", "sms", [("employee", "text", "привет")])
    assert keys == []
    (error,), _ = told(path, columns={"text": "nowhere"})
    assert error.field == "exports.columns.text"


def test_parquet_reads_what_csv_reads(tmp_path):
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    rows = {"chat": [17, 17], "role": ["client", "agent"], "text": ["Какая?", None], "sent_at": [1772521200] * 2}
    parquet.write_table(arrow.table(rows), tmp_path / "x.parquet")
    (conversation,), _ = told(tmp_path / "x.parquet")
    assert conversation.id == "17"
    assert said(conversation) == [("client", "text", "Какая?"), ("employee", "attachment", "")]
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 and nothing else")
    (error,), _ = told(tmp_path / "bad.parquet")
    assert isinstance(error, InputError)


def test_bitrix24_history_is_ordered_and_cleaned(export):
    (conversation,), _ = told(export("bitrix24"))
    assert (conversation.channel, conversation.employee) == ("telegram", "Анна")
    assert said(conversation) == [
        ("system", "text", "Создан новый лид"),
        ("client", "text", "Какая доходность?"),
        ("employee", "text", "Гарантируем 20% годовых"),
        ("employee", "text", "Отвечаю выше"),
    ]
    assert "Какая" in conversation.messages[3].model_extra["quoted"]


def test_bitrix24_flat_transcript_is_guessed_aloud_or_refused(export):
    path = export("call.json", one({"result": {"transcription": "Гарантируем доход"}}))
    (conversation,), keys = told(path)
    assert (said(conversation), keys) == ([("employee", "text", "Гарантируем доход")], ["unlabelled"])
    (error,), _ = told(path, unlabelled="refuse")
    assert "unlabelled" in str(error)


def test_vk_event_that_came_twice_counts_once(export):
    (conversation,), keys = told(export("vk"))
    assert said(conversation) == [
        ("client", "text", "Какая доходность?"),
        ("employee", "text", "Гарантируем 20% годовых"),
    ]
    assert keys == ["duplicates"]


def test_avito_webhooks_know_the_owner_of_the_account(export):
    (conversation,), _ = told(export("hooks.jsonl", lines(AVITO_HOOKS)))
    assert conversation.id == "avito-u2i-1"
    assert [message.role for message in conversation.messages] == ["client", "employee"]


def test_mail_thread_is_one_conversation_without_quotations(export):
    (conversation,), keys = told(export("mbox"))
    assert said(conversation) == [
        ("client", "text", "Доходность\n\nКакая доходность?\nFrom Петра"),
        ("employee", "text", "Гарантируем 20% годовых"),
    ]
    assert (conversation.client.email, keys) == ("petr@mail.ru", ["domain"])
    _, keys = told(export("mbox"), domains=["invest.example"])
    assert keys == []


def test_vtt_cue_with_two_voices_is_two_utterances(export):
    (conversation,), keys = told(export("vtt"))
    assert said(conversation)[2:] == [
        ("employee", "text", "Мы гарантируем 20\u00a0% годовых."),
        ("client", "text", "Точно?"),
    ]
    assert keys == []


def test_srt_rolling_captions_are_said_once(export):
    text = "1\n00:00:00,000 --> 00:00:01,000\nраз\nдва\n\n2\n00:00:01,000 --> 00:00:02,000\nдва\nтри\n"
    (conversation,), _ = told(export("x.srt", text))
    assert [message.text for message in conversation.messages] == ["раз\nдва", "три"]


def test_transcript_speakers_and_beginning(export):
    path = export("call_2026-03-03_10-00-00.srt", EXPORTS["srt"][1])
    (conversation,), keys = told(path, speakers={"SPEAKER_00": "client", "SPEAKER_01": "employee"})
    assert [message.role for message in conversation.messages] == ["client", "employee", "client"]
    assert conversation.messages[1].sent_at.isoformat() == "2026-03-03T10:00:03.600000+03:00"
    assert keys == ["start"]
    assert conversation.employee is None  # SPEAKER_01 may be anybody


def test_whisper_leaves_out_what_it_heard_in_silence(export):
    (conversation,), keys = told(export("whisper"))
    assert [message.text for message in conversation.messages] == ["Гарантируем 20% годовых."]
    assert keys == ["silence", "unlabelled"]


def test_speechkit_refined_text_replaces_the_final_one(export):
    (conversation,), _ = told(export("speechkit"))
    assert [message.text for message in conversation.messages] == [
        "Чем могу помочь?",
        "какая доходность",
        "гарантируем двадцать процентов годовых",
    ]


def test_salutespeech_same_channels_and_mixed_rows_count_once(export):
    both = [{**row, "channel": channel} for row in SALUTE for channel in (0, 1)]
    (conversation,), keys = told(export("stereo.json", one(both)))
    assert (len(conversation.messages), keys) == (3, ["stereo", "unlabelled"])
    mixed = [salute(0, "Чем могу помочь? Да", 0.5, -1), salute(0, "Чем могу помочь?", 0.5, 1), salute(0, "Да", 2.0, 2)]
    (conversation,), _ = told(export("mixed.json", one(mixed)))
    assert [(m.role, m.text) for m in conversation.messages] == [("employee", "Чем могу помочь?"), ("client", "Да")]


def test_deepgram_words_become_utterances(export):
    (conversation,), _ = told(export("deepgram"))
    assert [message.text for message in conversation.messages] == ["чем могу помочь?", "доходность", "гарантируем"]


def test_roles_unknown_employee_is_an_error_that_names_the_sides(export):
    chat = "22.03.2026, 14:36 - Олег: да\n22.03.2026, 14:37 - Ольга: нет\n"
    (error,), _ = told(export("chat.txt", chat))
    assert "Олег, Ольга" in str(error)
    (conversation,), keys = told(export("chat.txt", chat), employees=["ольга"])
    assert ([message.role for message in conversation.messages], keys) == (["client", "employee"], ["zone"])


def test_chat_goes_on_as_a_new_conversation_after_silence_but_not_while_a_client_waits(export):
    said = ("1;client;а;2026-03-03 10:00", "1;agent;б;2026-03-04 10:00", "1;client;в;2026-03-05 10:00")
    rows = "\n".join(("chat;role;text;sent_at", *said))
    found, _ = told(export("x.csv", rows), split_after_hours=8)
    assert [(c.id, len(c.messages)) for c in found] == [("1", 2), ("1#2", 1)]
