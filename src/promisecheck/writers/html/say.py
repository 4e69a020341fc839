"""What the page says, in both languages; the keys under `js.` go to its script."""

from __future__ import annotations

from datetime import date, datetime

_WORDS = {
    "title": ("Соблюдение памятки", "How the memo is kept"),
    "skip": ("К списку нарушений", "Skip to the violations"),
    "contents": ("Разделы отчёта", "Sections of the report"),
    "theme": ("Оформление", "Appearance"),
    "theme-auto": ("как в системе", "as the system"),
    "theme-light": ("светлое", "light"),
    "theme-dark": ("тёмное", "dark"),
    "print": ("Печать", "Print"),
    "no-script": (
        "Список нарушений и разговоры показывает скрипт этой страницы, а он выключен. Сводка видна и без него.",
        "The list of violations and the conversations need this page's script, which is off. All else is shown.",
    ),
    "nothing": ("Нарушений не найдено.", "No violations were found."),
    # key figures
    "conversations": ("Разговоров", "Conversations"),
    "with-violations": ("С нарушениями", "With violations"),
    "share-violated": ("Доля с нарушениями", "Share violated"),
    "violations": ("Нарушений", "Violations"),
    "of-them-block": ("из них СТОП", "of them BLOCK"),
    "in-time": ("Ответов вовремя", "Answers in time"),
    "unanswered": ("Без ответа", "Never answered"),
    # rules
    "rules": ("По правилам", "By rule"),
    "rules-note": (
        "Числа – разговоры. Доля – нарушившие среди тех, где правило можно было оценить.",
        "The numbers are conversations. The share is that of the violated among those that could be assessed.",
    ),
    "clause": ("Пункт", "Clause"),
    "rule": ("Правило", "Rule"),
    "assessed": ("Оценено", "Assessed"),
    "violated": ("Нарушено", "Violated"),
    "passed": ("Соблюдено", "Passed"),
    "share": ("Доля", "Share"),
    "not_observable": ("Не видно", "Not observable"),
    "not_applicable": ("Неприменимо", "Not applicable"),
    "part-1": ("Часть 1. Работа с клиентом", "Part 1. With the client"),
    "part-2": ("Часть 2. Каналы и время ответа", "Part 2. Channels and time to answer"),
    # who and when
    "who": ("Кто и где", "Who and where"),
    "employees": ("Сотрудники", "Employees"),
    "channels": ("Каналы", "Channels"),
    "employee": ("Сотрудник", "Employee"),
    "channel": ("Канал", "Channel"),
    "nobody": ("не указан", "not named"),
    "others": ("Остальные", "The others"),
    "more": ("Ещё {n}", "{n} more"),
    "when": ("Когда", "When"),
    "by-day": ("По дням", "By day"),
    "by-week": ("По неделям", "By week"),
    "by-month": ("По месяцам", "By month"),
    "by-hour": ("По часам", "By hour"),
    "day": ("День", "Day"),
    "week": ("Неделя с", "Week of"),
    "month": ("Месяц", "Month"),
    "hour": ("Час", "Hour"),
    "block": ("СТОП", "BLOCK"),
    "warn": ("ВНИМАНИЕ", "WARNING"),
    "info": ("ЗАМЕТКА", "NOTE"),
    "chart-about": ("Всего {n}; больше всего – {name}: {most}.", "{n} in all; most of them {name}: {most}."),
    "data": ("Данные графика", "The chart's data"),
    "untimed": ("Ещё {n} без времени на графиках не показаны.", "{n} more have no time and are not shown."),
    "zone": ("Часовой пояс: {zone}.", "Time zone: {zone}."),
    # response time
    "waits": ("Время ответа", "Time to answer"),
    "waits-title": ("Сколько клиенты ждали ответа", "How long clients waited for an answer"),
    "waits-about": (
        "Ответов {n}. В пределах цели {target}: {in_target}; в пределах {limit}: {in_limit}; позже: {late}.",
        "{n} answers. Within the target of {target}: {in_target}; within {limit}: {in_limit}; later: {late}.",
    ),
    "median": ("Половина ответов – за {time} или быстрее", "Half of the answers took {time} or less"),
    "p90": ("девять из десяти – за {time}", "nine of ten took {time} or less"),
    "unsure": (
        "У {n} ответов точное время неизвестно: в выгрузке нет секунд.",
        "The exact time of {n} answers is not known: the export has no seconds.",
    ),
    "no-waits": ("Времени ответа в этих разговорах не видно.", "These conversations show no time to answer."),
    "target": ("цель", "target"),
    "limit": ("предел", "limit"),
    "wait": ("Ожидание", "Wait"),
    "answers": ("Ответов", "Answers"),
    "up-to": ("до {high}", "up to {high}"),
    "between": ("от {low} до {high}", "{low} to {high}"),
    "over": ("больше {low}", "over {low}"),
    # the list
    "list": ("Список нарушений", "The violations"),
    "search": ("Поиск", "Search"),
    "search-hint": ("слова сообщения или пояснения", "words of a message or a reason"),
    "severity": ("Тяжесть", "Severity"),
    "all-violations": ("все нарушения", "all violations"),
    "notes-only": ("заметки (не нарушения)", "notes (no violations)"),
    "all-rules": ("все правила", "all rules"),
    "all-employees": ("все сотрудники", "all employees"),
    "all-channels": ("все каналы", "all channels"),
    "from": ("С", "From"),
    "to": ("По", "To"),
    "order": ("Порядок", "Order"),
    "order-grave": ("сначала тяжкие", "gravest first"),
    "order-new": ("сначала новые", "newest first"),
    "order-old": ("сначала старые", "oldest first"),
    "reset": ("Сбросить", "Reset"),
    "filters": ("Отбор", "Filters"),
    "time": ("Время", "Time"),
    "what": ("Нарушение", "Violation"),
    "left-out": (
        "Здесь не всё: ещё {violations} нарушений и {notes} заметок есть в отчёте .jsonl.",
        "Not all are here: {violations} more violations and {notes} more notes are in a .jsonl report.",
    ),
    # what was not assessed
    "unassessed": ("Что не оценено и почему", "What was not assessed, and why"),
    "reason": ("Почему", "Why"),
    "count": ("Разговоров", "Conversations"),
    "why-attestation": (
        "По тексту этого не увидеть, а отметки руководителя нет.",
        "No text can show it, and no supervisor attested it.",
    ),
    "why-not_observable": (
        "В разговоре нет того, по чему можно судить.",
        "The conversation does not show what would decide it.",
    ),
    "applicable-note": (
        "«Неприменимо» в таблице правил – в разговоре нет ничего, к чему относится правило: "
        "нет встречи, нет опоздания с ответом, не было звонка.",
        "“Not applicable” in the table of rules means that nothing in the conversation calls for the rule: "
        "no meeting, no late answer, no call.",
    ),
    "unread": ("Не прочитано", "Not read"),
    "unread-none": ("Ошибок при чтении не было.", "There were no errors in reading."),
    "file": ("Файл", "File"),
    "line": ("Строка", "Line"),
    "unread-more": ("Показаны первые {shown} из {n}.", "The first {shown} of {n} are shown."),
    "footer": (
        "Отчёт составлен promisecheck. Он весь в этом файле, ничего не загружает и никуда не отправляет. В нём "
        "переписка с клиентами: храните и пересылайте его соответственно. Что следует из нарушения, решает человек.",
        "Made by promisecheck. All of it is in this file, which loads nothing and sends nothing. It holds clients' "
        "conversations: keep it accordingly. What follows from a violation is for a person to decide.",
    ),
    # the script's own
    "js.found": ("Найдено: {n}", "Found: {n}"),
    "js.found-of": ("Найдено: {n} из {all}", "Found: {n} of {all}"),
    "js.none": ("Ничего не найдено. Измените отбор.", "Nothing found. Change the filters."),
    "js.page": ("Страница {n} из {all}", "Page {n} of {all}"),
    "js.previous": ("Назад", "Previous"),
    "js.next": ("Вперёд", "Next"),
    "js.pages": ("Страницы списка", "Pages of the list"),
    "js.printed": ("Напечатаны первые {n} из {all}.", "The first {n} of {all} are printed."),
    "js.close": ("Закрыть", "Close"),
    "js.conversation": ("Разговор {id}", "Conversation {id}"),
    "js.position": ("{n} из {all}", "{n} of {all}"),
    "js.why": ("Почему", "Why"),
    "js.better": ("Лучше так", "Better"),
    "js.here": ("нарушение здесь", "the violation is here"),
    "js.noted": ("заметка об этом", "the note is on this"),
    "js.gone": ("Самого разговора среди входных данных больше нет.", "The conversation itself is no longer there."),
    "js.earlier": ("Показать раньше ({n})", "Show earlier ({n})"),
    "js.later": ("Показать позже ({n})", "Show later ({n})"),
    "js.client": ("Клиент", "Client"),
    "js.employee": ("Сотрудник", "Employee"),
    "js.bot": ("Бот", "Bot"),
    "js.system": ("Система", "System"),
    "js.missed_call": ("пропущенный звонок", "missed call"),
    "js.attachment": ("вложение", "attachment"),
    "js.inbound": ("входящий звонок", "inbound call"),
    "js.outbound": ("исходящий звонок", "outbound call"),
    "js.clause": ("п. {clause}", "clause {clause}"),
}
_MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_SPANS = {"ru": ("{n} с", "{n} мин", "{n} ч", "{n} сут"), "en": ("{n} s", "{n} min", "{n} h", "{n} d")}


def say(key: str, lang: str, **values: object) -> str:
    """One text, with its values filled in."""
    return _WORDS[key][lang == "en"].format(**values)


def of_script(lang: str) -> dict[str, str]:
    """The texts that the page's script puts together itself."""
    names = [key for key in _WORDS if key.startswith("js.")]
    names += ["block", "warn", "info", "nobody"]
    return {key.removeprefix("js."): _WORDS[key][lang == "en"] for key in names}


def number(value: int, lang: str) -> str:
    """A count with its thousands apart."""
    return f"{value:,}".replace(",", "\u202f" if lang == "ru" else ",")


def percent(part: int, whole: int, lang: str) -> str:
    """A share; below ten per cent with one digit more, and a small one is never shown as none."""
    if not whole:
        return "–"
    share = 100 * part / whole
    digits = 1 if 0 < share < 10 or 99 < share < 100 else 0
    told = f"{share:.{digits}f}".removesuffix(".0")
    return f"{told.replace('.', ',')}\u202f%" if lang == "ru" else f"{told}%"


def span(seconds: float, lang: str) -> str:
    """A length of time in its two largest units: 5 min 9 s."""
    left = round(seconds)
    parts: list[str] = []
    for unit, word in ((86_400, 3), (3_600, 2), (60, 1), (1, 0)):
        count, left = divmod(left, unit)
        if count or (word == 0 and not parts):
            parts.append(_SPANS[lang][word].format(n=number(count, lang)))
    return " ".join(parts[:2])


def day(when: date, lang: str, *, year: bool = False) -> str:
    """A day as people say it."""
    said = f"{when.day} {_MONTHS[lang][when.month - 1]}"
    return f"{said} {when.year}" if year else said


def period(first: datetime | None, last: datetime | None, lang: str) -> str:
    """From the first to the last message, each part said once; empty where no message has a time."""
    if first is None or last is None:
        return ""
    if first.date() == last.date():
        return day(last, lang, year=True)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last, lang, year=True)}"
    return f"{day(first, lang, year=first.year != last.year)} – {day(last, lang, year=True)}"
