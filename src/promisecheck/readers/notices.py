"""What readers guessed or left out: told once, counted, never silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_MOST = 200  # of different notices; what comes after is only counted

_TEXTS = {
    "zone": (
        "время без часового пояса прочитано как {zone} (exports.timezone)",
        "times without an offset are read as {zone} (exports.timezone)",
    ),
    "day-only": ("дата без времени суток временем не считается", "a day without a time of day is no time"),
    "encoding": ("кодировка определена как {encoding}", "the encoding was taken for {encoding}"),
    "columns": ("столбцы угаданы: {columns} (exports.columns)", "columns were guessed: {columns} (exports.columns)"),
    "one-conversation": (
        "нет столбца разговора: весь файл прочитан как один разговор",
        "no column of the conversation: the whole file is read as one",
    ),
    "owner": (
        "сотрудником сочтён владелец выгрузки: {who} (exports.employees)",
        "the owner of the export is taken for the employee: {who} (exports.employees)",
    ),
    "partner": (
        "клиентом сочтён собеседник, по имени которого назван чат; сотрудник – {who} (exports.employees)",
        "whom the chat is named after is taken for the client; the employee is {who} (exports.employees)",
    ),
    "others": (
        "один из собеседников известен, другой сочтён сотрудником: {who} (exports.employees)",
        "one side is known, the other is taken for the employee: {who} (exports.employees)",
    ),
    "words": (
        "сотрудник угадан по словам: {who} (exports.employees, exports.speakers)",
        "the employee was guessed by what is said: {who} (exports.employees, exports.speakers)",
    ),
    "stranger": (
        "никто из названных сотрудников в разговоре не пишет; сотрудник угадан: {who}",
        "none of the named employees writes here; the employee was guessed: {who}",
    ),
    "domain": (
        "почтовый домен сотрудников угадан: {who} (exports.domains)",
        "the employees' mail domain was guessed: {who} (exports.domains)",
    ),
    "side": (
        "кто сотрудник, угадано по полю {who} (exports.employees)",
        "who is the employee was guessed by the field {who} (exports.employees)",
    ),
    "unlabelled": (
        "говорящие не указаны: слова отнесены к роли {who} (exports.unlabelled)",
        "no speakers are told: the words are taken for those of the {who} (exports.unlabelled)",
    ),
    "neighbour": (
        "у части реплик говорящий не указан: отнесены к соседней реплике",
        "some utterances name no speaker: taken for the neighbour's",
    ),
    "stereo": (
        "в обоих каналах одно и то же: оставлен один, говорящий неизвестен",
        "both channels hold the same: one is kept, its speaker unknown",
    ),
    "duplicates": ("повторов отброшено: {n}", "repetitions left out: {n}"),
    "passed-over": ("чат без сотрудника и клиента пропущен ({who})", "a chat of no employee with a client ({who})"),
    "start": ("начало записи взято из имени файла: {who}", "the beginning was taken from the file's name: {who}"),
    "cut": (
        "разговор длиннее {most} сообщений разрезан на части",
        "a conversation of more than {most} messages was cut into parts",
    ),
    "silence": (
        "распознано в тишине и отброшено: {n}",
        "recognised in silence and left out: {n}",
    ),
    "nothing": ("сообщений нет", "it holds no messages"),
    "more": ("и ещё разных замечаний: {n}", "and {n} more notices of other kinds"),
}


@dataclass(frozen=True)
class Notice:
    """One guess or loss, where, and in how many conversations (or how many things it counts)."""

    key: str
    path: str
    values: tuple[tuple[str, str], ...]
    count: int

    def text(self, lang: str = "ru") -> str:
        """For people."""
        russian, english = _TEXTS[self.key]
        template = english if lang == "en" else russian
        said = template.format(**dict(self.values), n=self.count)
        times = f" ×{self.count}" if self.count > 1 and "{n}" not in template else ""
        return f"{self.path}: {said}{times}" if self.path else f"{said}{times}"


class Notices:
    """All that the readers of a run had to tell."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, tuple[tuple[str, str], ...]]] = Counter()
        self._more = 0

    def add(self, key: str, path: str, *, n: int = 1, **values: object) -> None:
        """Count one; `n` of those that count something else than conversations."""
        told = (key, path, tuple((name, str(value)) for name, value in values.items()))
        if told in self._counts or len(self._counts) < _MOST:
            self._counts[told] += n
        else:
            self._more += 1

    def clear(self) -> None:
        """Forget all: the files are read anew."""
        self._counts.clear()
        self._more = 0

    def __iter__(self) -> Iterator[Notice]:
        for (key, path, values), count in self._counts.items():
            yield Notice(key, path, values, count)
        if self._more:
            yield Notice("more", "", (), self._more)
