"""One small export of each format, as its program writes it: what the tests of the readers read."""
# ruff: noqa: E501

import json

TELEGRAM = {
    "name": "Пётр Ильин",
    "type": "personal_chat",
    "id": 5001,
    "messages": [
        {"id": 1, "type": "message", "date": "2026-03-03T10:00:00", "date_unixtime": "1772521200", "from": "Пётр Ильин",
         "from_id": "user5001", "text": "Какая доходность?", "text_entities": []},
        {"id": 2, "type": "message", "date": "2026-03-03T10:04:00", "date_unixtime": "1772521440", "from": "Анна Белова",
         "from_id": "user77", "text": ["Добрый день! ", {"type": "bold", "text": "Гарантируем"}, " 20% годовых"],
         "edited": "2026-03-03T10:05:00", "edited_unixtime": "1772521500"},
        {"id": 3, "type": "message", "date": "2026-03-03T10:06:00", "date_unixtime": "1772521560", "from": "Пётр Ильин",
         "from_id": "user5001", "file": "(File not included.)", "media_type": "sticker", "text": ""},
        {"id": 4, "type": "service", "date": "2026-03-03T10:07:00", "date_unixtime": "1772521620", "actor": "Пётр Ильин",
         "actor_id": "user5001", "action": "phone_call", "discard_reason": "missed", "text": ""},
        {"id": 5, "type": "service", "date": "2026-03-03T10:08:00", "date_unixtime": "1772521680", "actor": "Пётр Ильин",
         "actor_id": "user5001", "action": "phone_call", "duration_seconds": 65, "discard_reason": "hangup", "text": ""},
        {"id": 6, "type": "unsupported"},
    ],
}  # fmt: skip
ACCOUNT = {
    "about": "Here is the data you requested.",
    "personal_information": {"user_id": 77, "first_name": "Анна"},
    "chats": {"list": [
        TELEGRAM,
        {"type": "saved_messages", "id": 77, "messages": []},
        {"name": "Новости", "type": "public_channel", "id": 9, "messages": [
            {"id": 1, "type": "message", "date": "2026-03-03T10:00:00", "from": "Новости", "from_id": "channel9", "text": "!"}]},
    ]},
    "left_chats": {"list": []},
}  # fmt: skip
ANDROID = """22.03.2026, 14:30 - Сообщения и звонки защищены сквозным шифрованием. Подробнее: нажмите.
22.03.2026, 14:36 - Пётр Ильин: Добрый день
какая доходность?
22.03.2026, 14:40 - Анна Белова: Гарантируем 20% годовых <Сообщение изменено>
22.03.2026, 14:41 - Анна Белова: IMG-1.jpg (файл добавлен)
График прибыли
22.03.2026, 14:42 - Пётр Ильин: Данное сообщение удалено
22.03.2026, 14:43 - Пётр Ильин: <Без медиафайлов>
22.03.2026, 14:50 - Пропущенный голосовой вызов
"""
IOS = (
    "[22.03.2026, 14:30:01] Пётр Ильин: \u200eСообщения и звонки защищены сквозным шифрованием.\r\n"
    "[22.03.2026, 14:36:10] ~\u202fПётр Ильин: Добрый день\r\nкакая доходность?\r\n"
    "\u200e[22.03.2026, 14:36:20] Анна Белова: \u200e<прикреплено: 0001-PHOTO.jpg>\r\n"
    "[22.03.2026, 14:40:05] Анна Белова: Гарантируем 20% годовых\u200e <Сообщение изменено>\r\n"
    "[22.03.2026, 14:41:00] Пётр Ильин: \u200eПропущенный аудиозвонок. Нажмите, чтобы перезвонить.\r\n"
)
CSV = '''Номер диалога;Дата;Время;Отправитель;Сообщение;Канал
17;03.03.2026;10:00:00;Клиент;Какая доходность?;Телеграм
18;03.03.2026;10:01:00;Клиент;"Добрый
день; ""вопрос""";WhatsApp
17;03.03.2026;10:04:00;Оператор;Гарантируем 20% годовых;Телеграм
18;03.03.2026;10:03;Оператор;Слушаю вас;WhatsApp
'''
HISTORY = {"result": {
    "chatId": 1763, "sessionId": 321,
    "message": {
        "85852": {"id": "85852", "chatid": "1763", "senderid": "103", "date": "2026-03-11T13:12:46+03:00",
                  "text": "[b]Анна:[/b] [br]Гарантируем [b]20%[/b] годовых", "params": {"isEdited": "Y"}},
        "85851": {"id": "85851", "chatid": "1763", "senderid": "587", "date": "2026-03-11T13:10:00+03:00",
                  "text": "Какая доходность?", "params": []},
        "85833": {"id": "85833", "chatid": "1763", "senderid": "0", "date": "2026-03-11T13:09:25+03:00",
                  "text": "Создан новый лид", "params": []},
        "85860": {"id": "85860", "chatid": "1763", "senderid": "103", "date": "2026-03-11T13:14:00+03:00",
                  "text": "-" * 54 + "\nПётр[13:10]\nКакая доходность?\n" + "-" * 54 + "\nОтвечаю выше", "params": []},
    },
    "users": {"103": {"id": "103", "name": "Анна Белова", "connector": False, "bot": False},
              "587": {"id": "587", "name": "Пётр Ильин", "connector": True, "bot": False}},
    "chat": {"1763": {"id": "1763", "entityType": "LINES", "entityId": "telegrambot|22|1761|587"}},
}}  # fmt: skip
SIDES = {"CALL_ID": "call-1", "MESSAGES": [
    {"SIDE": "Client", "START_TIME": 4, "STOP_TIME": 7, "MESSAGE": "Какая доходность?"},
    {"SIDE": "User", "START_TIME": 1, "STOP_TIME": 3, "MESSAGE": "Добрый день"},
    {"SIDE": "User", "START_TIME": 8, "STOP_TIME": 9, "MESSAGE": "Гарантируем 20% годовых"}]}  # fmt: skip
VK_EVENTS = [
    {"group_id": 5, "type": "message_new", "event_id": "e1", "object": {"message": {
        "date": 1772521200, "from_id": 6001, "id": 1, "out": 0, "peer_id": 6001, "conversation_message_id": 10,
        "text": "Какая доходность?", "attachments": []}}},
    {"group_id": 5, "type": "message_reply", "event_id": "e2", "object": {
        "date": 1772521440, "from_id": -5, "id": 2, "out": 1, "peer_id": 6001, "conversation_message_id": 11,
        "text": "Гарантируем 20% годовых", "attachments": []}},
    {"group_id": 5, "type": "message_new", "event_id": "e1", "object": {"message": {
        "date": 1772521200, "from_id": 6001, "id": 1, "out": 0, "peer_id": 6001, "conversation_message_id": 10,
        "text": "Какая доходность?", "attachments": []}}},
]  # fmt: skip
AVITO = [
    {"author_id": 1, "content": {"text": "Гарантируем 20% годовых"}, "created": 1772521440, "direction": "out", "id": "b",
     "type": "text"},
    {"author_id": 2, "content": {"text": "Какая доходность?"}, "created": 1772521200, "direction": "in", "id": "a",
     "type": "text"},
    {"author_id": 2, "content": {}, "created": 1772521500, "direction": "in", "id": "c", "type": "image"},
]  # fmt: skip
AVITO_HOOKS = [
    {"id": str(n), "version": "v3.0.0", "timestamp": 1772521200, "payload": {"type": "message", "value": {
        "id": f"m{n}", "chat_id": "u2i-1", "user_id": 1, "author_id": author, "created": 1772521200 + 60 * n,
        "type": "text", "chat_type": "u2i", "content": {"text": said}}}}
    for n, (author, said) in enumerate([(2, "Какая доходность?"), (1, "Гарантируем 20% годовых")])
]  # fmt: skip
LETTERS = """From petr@mail.ru Tue Mar  3 10:00:00 2026
From: =?utf-8?b?0J/RkdGC0YA=?= <petr@mail.ru>
To: anna@invest.example
Subject: =?utf-8?b?0JTQvtGF0L7QtNC90L7RgdGC0Yw=?=
Date: Tue, 03 Mar 2026 10:00:00 +0300
Message-ID: <c1@mail.ru>
Content-Type: text/plain; charset=utf-8

Какая доходность?
>From Петра

From anna@invest.example Tue Mar  3 10:04:00 2026
From: Анна Белова <anna@invest.example>
To: petr@mail.ru
Subject: Re: =?utf-8?b?0JTQvtGF0L7QtNC90L7RgdGC0Yw=?=
Date: Tue, 03 Mar 2026 10:04:00 +0300
Message-ID: <a1@invest.example>
In-Reply-To: <c1@mail.ru>
Content-Type: text/plain; charset=utf-8

Гарантируем 20% годовых

вт, 3 мар. 2026 г. в 10:00, Пётр <petr@mail.ru>:
> Какая доходность?

"""
VTT = """WEBVTT

NOTE запись звонка

00:00:00.000 --> 00:00:03.500
<v Менеджер Анна>Добрый день! Вам удобно говорить?

00:00:03.600 --> 00:00:06.000
<v.loud Клиент Пётр>Да.</v>

00:00:06.000 --> 00:00:09.000
<v Менеджер Анна>Мы <i>гарантируем</i> 20&nbsp;% годовых.</v>
<v Клиент Пётр>Точно?</v>
"""
SRT = """1
00:00:00,000 --> 00:00:03,500
[SPEAKER_00]: Добрый день! Вам удобно говорить?

2
00:00:03,600 --> 00:00:06,000
[SPEAKER_01]: Какая у вас доходность?

3
00:00:06,100 --> 00:00:08,000
[SPEAKER_00]: Гарантируем 20% годовых
"""
WHISPER = {"text": "…", "language": "ru", "segments": [
    {"id": 0, "start": 0.0, "end": 2.0, "text": " Гарантируем 20% годовых.", "avg_logprob": -0.2, "no_speech_prob": 0.01},
    {"id": 1, "start": 2.0, "end": 9.0, "text": " Субтитры сделал", "avg_logprob": -1.4, "no_speech_prob": 0.93},
]}  # fmt: skip
WHISPERX = {"segments": [
    {"start": 0.0, "end": 2.0, "text": "Чем могу помочь?", "speaker": "SPEAKER_00", "words": []},
    {"start": 2.1, "end": 4.0, "text": "Какая доходность?", "words": [{"word": "Какая", "speaker": "SPEAKER_01"},
                                                                     {"word": "доходность?"}]},
    {"start": 4.1, "end": 6.0, "text": "Гарантируем 20% годовых.", "speaker": "SPEAKER_00"},
], "word_segments": [], "language": "ru"}  # fmt: skip
VOSK = [
    {"result": [{"conf": 1.0, "start": 0.5, "end": 1.0, "word": "гарантируем"}], "text": "гарантируем двадцать процентов"},
    {"partial": "годо"},
    {"result": [{"conf": 1.0, "start": 3.5, "end": 4.0, "word": "годовых"}], "text": "годовых"},
]  # fmt: skip
SPEECHKIT = [
    {"result": {"channelTag": "0", "final": {"alternatives": [{"text": "чем могу помочь", "startTimeMs": "1000"}]}}},
    {"result": {"channelTag": "0", "finalRefinement": {"normalizedText": {"alternatives": [
        {"text": "Чем могу помочь?", "startTimeMs": "1000"}]}}}},
    {"result": {"channelTag": "1", "final": {"alternatives": [{"text": "какая доходность", "startTimeMs": "3500"}]}}},
    {"result": {"channelTag": "0", "partial": {"alternatives": [{"text": "гаран"}]}}},
    {"result": {"channelTag": "0", "final": {"alternatives": [
        {"text": "гарантируем двадцать процентов годовых", "startTimeMs": "6000"}]}}},
]  # fmt: skip


def salute(channel, said, start, speaker=None):
    """One row of SaluteSpeech."""
    row = {"results": [{"text": said.lower(), "normalized_text": said, "start": f"{start}s", "end": f"{start + 1}s"}],
           "eou": True, "channel": channel}  # fmt: skip
    return row | ({"speaker_info": {"speaker_id": speaker}} if speaker is not None else {})


SALUTE = [
    salute(0, "Чем могу помочь?", 0.5),
    salute(1, "Какая доходность?", 2.0),
    salute(0, "Гарантируем 20% годовых.", 4.0),
]
DEEPGRAM = {"results": {"channels": [{"alternatives": [{"words": [
    {"word": "чем", "start": 0.1, "end": 0.2, "speaker": 0},
    {"word": "могу", "start": 0.3, "end": 0.4, "speaker": 0},
    {"word": "помочь", "punctuated_word": "помочь?", "start": 0.5, "end": 0.6, "speaker": 0},
    {"word": "доходность", "start": 1.0, "end": 1.2, "speaker": 1},
    {"word": "гарантируем", "start": 2.0, "end": 2.5, "speaker": 0},
]}]}]}}  # fmt: skip


def one(value):
    """A JSON document."""
    return json.dumps(value, ensure_ascii=False, indent=1)


def lines(values):
    """JSON Lines."""
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values)


# The file's name, its text, and the reader that must know it.
EXPORTS = {
    "telegram": ("result.json", one(TELEGRAM)),
    "whatsapp": ("Чат WhatsApp с Пётр Ильин.txt", ANDROID),
    "csv": ("dialogs.csv", CSV),
    "tsv": ("dialogs.tsv", CSV.replace(";", "\t").replace("день\t", "день;")),
    "bitrix24": ("session.json", one(HISTORY)),
    "bitrix24-calls": ("transcription.json", one(SIDES)),
    "vk": ("events.jsonl", lines(VK_EVENTS)),
    "avito": ("chat.json", one(AVITO)),
    "mbox": ("letters.mbox", LETTERS),
    "eml": ("letter.eml", LETTERS.partition("\n\nFrom ")[0].partition("\n")[2]),
    "vtt": ("call.vtt", VTT),
    "srt": ("call.srt", SRT),
    "whisper": ("whisper.json", one(WHISPER)),
    "whisperx": ("whisperx.json", one(WHISPERX)),
    "vosk": ("vosk.json", lines(VOSK)),
    "speechkit": ("speechkit.ndjson", lines(SPEECHKIT)),
    "salutespeech": ("salute.json", one(SALUTE)),
    "deepgram": ("deepgram.json", one(DEEPGRAM)),
}
