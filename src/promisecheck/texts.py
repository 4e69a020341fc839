"""What the program says to people, in both languages."""

from __future__ import annotations

from enum import StrEnum


class Lang(StrEnum):
    """The languages we speak."""

    RU = "ru"
    EN = "en"


_TEXTS = {
    "clean": ("Нарушений нет.", "No violations."),
    "violations": ("Нарушений: {n}", "Violations: {n}"),
    "block": ("СТОП", "BLOCK"),
    "warn": ("ВНИМАНИЕ", "WARNING"),
    "info": ("ЗАМЕТКА", "NOTE"),
    "clause": ("п. {clause} памятки", "clause {clause} of the memo"),
    "suggestion": ("Лучше так: {text}", "Better: {text}"),
    "error": ("ошибка: {text}", "error: {text}"),
    "empty": ("пустой текст: проверять нечего", "the text is empty: nothing to check"),
    "stdin": ("Введите текст, в конце Ctrl-D:", "Type the text, end with Ctrl-D:"),
    "not-utf8": ("ожидался текст в UTF-8", "expected text in UTF-8"),
    "unknown-rule": (
        "нет правила {id}; все правила: promisecheck rules list",
        "no rule {id}; all rules: promisecheck rules list",
    ),
    "trained": (
        "{path}: обучен на {examples} примерах, из них нарушений {violating}",
        "{path}: trained on {examples} examples, {violating} of them violations",
    ),
    "count-or-all": (
        "--errors: ожидалось число или all, а дано {given}",
        "--errors: expected a number or all; got {given}",
    ),
    "other-topic": ("Другое", "Other"),
    "yes": ("да", "yes"),
    "no": ("нет", "no"),
    "direction_request": ("Запрос на направление или условия", "Request for a direction or terms"),
    "client_voice": ("Голос клиента", "Voice of the client"),
    "client_trait": ("Особенность клиента", "Trait of the client"),
    "voice-sheet": ("Сигналы", "Signals"),
    "topic-sheet": ("Темы", "Topics"),
    "column-sent_at": ("Дата", "Date"),
    "column-client": ("Клиент", "Client"),
    "column-channel": ("Канал", "Channel"),
    "column-employee": ("Сотрудник", "Employee"),
    "column-record": ("Что записать", "To be recorded as"),
    "column-kind": ("Вид", "Kind"),
    "column-topic_title": ("Тема", "Topic"),
    "column-quote": ("Цитата", "Quote"),
    "column-gist": ("Суть", "Gist"),
    "column-recorded": ("Записано", "Recorded"),
    "column-recipient": ("Кому", "For"),
    "column-conversation_id": ("Разговор", "Conversation"),
    "column-message_id": ("Сообщение", "Message"),
    "column-count": ("Сигналов", "Signals"),
    "column-unrecorded": ("Не записано", "Not recorded"),
    "voice-total": (
        "Сигналов: {signals}, не записано: {unrecorded}, ошибок: {errors}",
        "Signals: {signals}, not recorded: {unrecorded}, errors: {errors}",
    ),
    "no-contact": (
        "Без номера контакта ({field}), в Битрикс24 не попадут: {n}",
        "Without a contact's number ({field}), not for Bitrix24: {n}",
    ),
    "undated": ("Без даты, в период не попали: {n}", "Without a date, left out of the period: {n}"),
    "skipped": ("{path}: пропущен, формат неизвестен", "{path}: skipped, unknown format"),
    "skipped-more": ("…и ещё пропущено файлов: {n}", "…and {n} more files skipped"),
    "guesses": ("Прочитано не всё буквально:", "Not everything was read to the letter:"),
    "kept": ("Оставлено готовых отчётов: {n} ({path})", "Reports kept: {n} ({path})"),
    "interrupted": ("Прервано.", "Interrupted."),
    "unfinished": (
        "Готовые отчёты лежат в {path}; --resume продолжит с этого места",
        "Finished reports are in {path}; --resume goes on from there",
    ),
    "total": (
        "Разговоров: {conversations}, с нарушениями: {violated}, нарушений: {violations}, "
        "пропущено файлов: {skipped}, ошибок: {errors}",
        "Conversations: {conversations}, violated: {violated}, violations: {violations}, "
        "files skipped: {skipped}, errors: {errors}",
    ),
    "auditing": ("Проверка", "Auditing"),
    "surveying": ("Просмотр", "Survey"),
    "not-surveyed": (
        "Источник можно прочесть только раз: правила, которым нужны все разговоры вместе, судят каждый отдельно",
        "The source can be read only once: rules that need all conversations together judge each by itself",
    ),
    "rate": ("{rate} разг./с", "{rate} conv/s"),
    "left": ("осталось", "left"),
    "rule": ("Правило", "Rule"),
    "clause-column": ("Пункт", "Clause"),
    "violated": ("Нарушено", "Violated"),
    "passed": ("Соблюдено", "Passed"),
    "not_applicable": ("Неприменимо", "Not applicable"),
    "not_observable": ("Не видно", "Not observable"),
    "quotes": ("Первые цитаты", "First quotes"),
    "worst": ("Больше всего нарушений", "Most violations"),
    "conversation": ("Разговор", "Conversation"),
    "count": ("Нарушений", "Violations"),
    "blocks": ("из них СТОП", "of them BLOCK"),
    "waited": ("Ожидание: {time}, предел: {limit}.", "Waited: {time}, the limit is {limit}."),
    "waited-target": ("Ожидание: {time}, цель: {target}.", "Waited: {time}, the target is {target}."),
    "never-answered": ("Сообщений без ответа: {n}.", "Unanswered messages: {n}."),
    "waits-since": ("К выгрузке прошло: {time}.", "By the export it had waited: {time}."),
    "meanwhile": (
        "В это время сотрудник писал в разговоре {other} ({message}).",
        "Meanwhile the employee wrote in conversation {other} ({message}).",
    ),
    "meeting-at": ("Встреча: {when}.", "The meeting: {when}."),
    "owner-missing": ("Канал: {channel}.", "Channel: {channel}."),
    "seconds": ("{n} с", "{n} s"),
    "seconds-between": ("от {low} до {high} с", "from {low} to {high} s"),
    "seconds-from": ("не меньше {low} с", "at least {low} s"),
    "log.entries": ("Решений", "Decisions"),
    "log.period": ("За время", "Period"),
    "log.send": ("Отправлено", "Sent"),
    "log.warn": ("С предупреждением", "Warned"),
    "log.stop": ("Остановлено", "Stopped"),
    "log.unchecked": ("Не проверено (причина/политика)", "Unchecked (reason/policy)"),
    "log.overrides": ("Настояли на отправке", "Overridden"),
    "log.rules": ("По правилам", "By rule"),
    "log.channels": ("По каналам", "By channel"),
    "log.stopped": ("Остановлено по сотрудникам", "Stopped by employee"),
    "log.proposed": ("Предложена замена", "Proposals made"),
    "log.times": ("Время, мс: медиана / p99", "Time, ms: median / p99"),
    "log.unreadable": ("Нечитаемых записей", "Unreadable entries"),
}


# Characters that would move a terminal's cursor or change its colours, each by one that shows it.
_CONTROLS = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}
_CONTROLS |= dict.fromkeys(range(0x7F, 0xA0), 0xFFFD)


def visible(text: str) -> str:
    """A client's text, safe for a terminal and as long as before, so that offsets still hold."""
    return text.translate(_CONTROLS)


def say(key: str, lang: str = Lang.RU, **values: object) -> str:
    """One text, with its values filled in."""
    russian, english = _TEXTS[key]
    return (english if lang == Lang.EN else russian).format(**values)
