"""`promisecheck rules list · show · test`: the pack as a person reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from promisecheck.rules.pack import load_pack
from promisecheck.texts import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from rich.console import Console
    from rich.text import Text

    from promisecheck.rules.examples import Found, Proof, Result
    from promisecheck.rules.schema import Example, Rule

SHOWN = 8  # patterns without an example that are printed; the rest are only counted
_COLOURS = {"block": "red", "warn": "yellow"}
_WORDS = {
    "id": ("Правило", "Rule"),
    "clause": ("Пункт", "Clause"),
    "kind": ("Вид", "Kind"),
    "title": ("Название", "Title"),
    "severity": ("Тяжесть", "Severity"),
    "examples": ("Примеры −/+", "Examples −/+"),
    "of memo": ("п. {clause} памятки · вид проверки: {kind}", "clause {clause} of the memo · kind of check: {kind}"),
    "block": ("стоп", "block"),
    "warn": ("внимание", "warn"),
    "why": ("Почему: {text}", "Why: {text}"),
    "instead": ("Лучше так: {text}", "Better: {text}"),
    "categories": ("Как нарушают", "Ways to break it"),
    "patterns": ("Образцы: {n}", "Patterns: {n}"),
    "violates": ("Нарушает", "Violates"),
    "passes": ("Не нарушает", "Passes"),
    "misses": ("Известные промахи", "Known misses"),
    "none": ("примеров нет", "no examples"),
    "attested": ("отметка: {word}", "attested: {word}"),
    "kept": ("соблюдено", "kept"),
    "broken": ("нарушено", "broken"),
    # what may be wrong with an example
    "not found": ("нарушение не найдено", "the violation is not found"),
    "found other": ("найдено не то", "something else is found"),
    "found": ("найдено нарушение, которого нет", "a violation is found where there is none"),
    "right by now": ("промаха больше нет: уберите known_miss", "no longer a miss: remove known_miss"),
    "duplicate": ("пример уже есть", "the example is there already"),
    "no category": ("у правила нет такой категории", "the rule has no such category"),
    "unreadable": ("пример не прочитать", "the example cannot be read"),
    "suggestion": ("предложенная замена сама нарушает правило", "the suggestion itself breaks the rule"),
    "expected": ("ждали", "expected"),
    "got": ("нашли", "found"),
    "nothing": ("ничего", "nothing"),
    "unproven": ("образцы без примера: {n}", "patterns without an example: {n}"),
    "bare": ("без единого примера", "not one example"),
    "total": (
        "Примеры и замены: верно {ok}, неверно {wrong}, известных промахов {misses}; образцов без примера {unproven}",
        "Examples and suggestions: {ok} ok, {wrong} wrong, {misses} known misses; {unproven} patterns unproven",
    ),
}


def list_rules(folder: Path | None, console: Console, lang: str = "ru") -> None:
    """All rules of a folder (the memo pack by default) in the order of the memo."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("id", "clause", "kind", "title", "severity", "examples"):
        table.add_column(_say(name, lang), no_wrap=name in ("id", "clause", "kind", "examples"))
    for rule in load_pack(folder).rules:
        severities = dict.fromkeys(_say(category.severity, lang) for category in rule.categories.values())
        counts = f"{len(rule.examples.violates)} / {len(rule.examples.passes)}"
        table.add_row(rule.id, rule.clause, rule.kind, rule.title[lang], ", ".join(severities), counts)
    console.print(table)


def show_rule(folder: Path | None, rule_id: str, console: Console, lang: str = "ru") -> bool:
    """One rule with everything a compliance officer asks; false when the pack does not hold it."""
    rule = next((rule for rule in load_pack(folder).rules if rule.id == rule_id), None)
    if rule is None:
        return False
    for line in _page(rule, lang):
        console.print(line)
    return True


def test_rules(folder: Path | None, console: Console, lang: str = "ru") -> bool:
    """Runs every rule's own examples and shows what is wrong; true when nothing is."""
    from promisecheck.checker import Checker
    from promisecheck.rules.examples import prove

    checker = Checker(folder, lang=lang)
    proofs = []
    for rule in checker.pack.rules:
        proofs.append(prove(checker, rule))
        for result in proofs[-1].of_status("wrong"):
            for line in _failure(result, checker.pack.paths[rule.id], lang):
                console.print(line, soft_wrap=True)
        console.print(_line_of(proofs[-1], lang))
        for pattern in proofs[-1].unproven[:SHOWN]:
            console.print(_text(f"    {pattern}", "dim"), soft_wrap=True)
    counts = {status: sum(len(proof.of_status(status)) for proof in proofs) for status in ("ok", "wrong", "known miss")}
    unproven = sum(len(proof.unproven) for proof in proofs)
    total = _say("total", lang, ok=counts["ok"], wrong=counts["wrong"], misses=counts["known miss"], unproven=unproven)
    console.print(_text(total, "red" if counts["wrong"] else "green"), soft_wrap=True)
    return not counts["wrong"]


def _say(key: str, lang: str, **values: object) -> str:
    return _WORDS[key][lang == "en"].format(**values)


def _text(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(visible(text), style=style)


def _page(rule: Rule, lang: str) -> Iterator[Text]:
    from promisecheck.rules.examples import sources

    yield _text(f"{rule.id} – {rule.title[lang]}", "bold")
    yield _text(_say("of memo", lang, clause=rule.clause, kind=rule.kind), "dim")
    yield _text(rule.about[lang])
    yield _text(f"\n{_say('categories', lang)}", "bold")
    for name, category in rule.categories.items():
        yield _text(f"  {name} ({_say(category.severity, lang)})", _COLOURS[category.severity])
        yield _text(f"    {_say('why', lang, text=category.explanation[lang])}")
        yield _text(f"    {_say('instead', lang, text=category.suggestion[lang])}")
    patterns = list(dict.fromkeys(sources(rule)))
    if patterns:
        yield _text(f"\n{_say('patterns', lang, n=len(patterns))}", "bold")
        yield from (_text(f"  {pattern}") for pattern in patterns)
    yield from _shown_examples(rule, lang)


def _shown_examples(rule: Rule, lang: str) -> Iterator[Text]:
    """Both ways, and the known misses by themselves."""
    from promisecheck.rules.schema import Example

    violates = rule.examples.violates
    passes = [Example(text=one) if isinstance(one, str) else one for one in rule.examples.passes]
    groups = {
        "violates": [one for one in violates if not one.known_miss],
        "passes": [one for one in passes if not one.known_miss],
        "misses": [one for one in (*violates, *passes) if one.known_miss],
    }
    for name, examples in groups.items():
        if examples:
            yield _text(f"\n{_say(name, lang)}: {len(examples)}", "bold")
            yield from (_shown(example, lang) for example in examples)
    if not violates and not passes:
        yield _text(f"\n{_say('none', lang)}", "dim")


def _shown(example: Example, lang: str) -> Text:
    """One example on a line, its marked spans underlined as well as bracketed."""
    said = example.text if example.text is not None else " / ".join(example.turns or [])
    more = [example.category] if example.category else []
    if example.attested is not None:
        more.append(_say("attested", lang, word=_say("kept" if example.attested else "broken", lang)))
    more += [example.note] if example.note else []
    shown = _text(f"  • {' '.join(said.split())}")
    shown.highlight_regex(r"\[\[.*?\]\]", "underline")
    return shown.append(f"  – {', '.join(more)}" if more else "", "dim")


def _line_of(proof: Proof, lang: str) -> Text:
    """One rule's result, and what it leaves unproven."""
    wrong, ok = len(proof.of_status("wrong")), len(proof.of_status("ok"))
    notes = [f"{ok}/{len(proof.results)}"]
    if not proof.rule.examples.violates and not proof.rule.examples.passes:
        notes.append(_say("bare", lang))
    if proof.unproven:
        notes.append(_say("unproven", lang, n=len(proof.unproven)))
    return _text(f"{'✗' if wrong else '✓'} {proof.rule.id}  {', '.join(notes)}", "red" if wrong else "green")


def _failure(result: Result, path: Path, lang: str) -> Iterator[Text]:
    """Where the example stands, what is wrong with it, and the expected spans against the found ones."""
    said = f" – {result.said}" if result.said else ""
    yield _text(f"{path}:{result.line}  {result.rule_id}: {_say(result.problem, lang)}{said}", "bold red")
    if result.problem in ("found", "found other", "not found", "suggestion"):
        yield from _side("expected", result, result.expected, "green", lang)
        yield from _side("got", result, result.found, "red", lang)
    else:
        yield from (_text(f"    {message.text}") for message in result.messages)
    yield _text("")


def _side(name: str, result: Result, found: Iterable[Found], style: str, lang: str) -> Iterator[Text]:
    """The messages with the spans of one side marked: by colour, and by brackets where there is none."""
    spans = list(found)
    categories = ", ".join(dict.fromkeys(one.category for one in spans)) or _say("nothing", lang)
    yield _text(f"  {_say(name, lang)}: {categories}", style)
    for message in result.messages:
        shown, at = _text("    "), 0
        here = [(one.start, one.end) for one in spans if one.message_id == message.id]
        for start, end in sorted((start, end) for start, end in here if start is not None and end is not None):
            shown.append(visible(message.text[at:start])).append(f"[[{visible(message.text[start:end])}]]", style)
            at = end
        yield shown.append(visible(message.text[at:]))
