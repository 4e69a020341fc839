"""The page put together: counts as tables and charts, findings as data for its script, and leave to load nothing."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from promisecheck.writers.html import say as words
from promisecheck.writers.html.sections import days, hours, key_figures, people, reasons, rules, waits, waits_lines
from promisecheck.writers.html.spool import embedded
from promisecheck.writers.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from promisecheck.writers.base import Options
    from promisecheck.writers.html.figures import Figures
    from promisecheck.writers.html.spool import Spool

_SCRIPTS = ("data.js", "filters.js", "list.js", "view.js", "page.js")


def write_page(stream: TextIO, figures: Figures, spool: Spool, options: Options) -> None:
    """Write the whole page; findings and conversations go through one by one."""
    lang = options.lang
    style, script = _style(), _script()
    page = _environment(lang).get_template("report.html")
    parts = page.stream(
        lang=lang,
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        words=Markup(embedded(words.of_script(lang))),
        tables=Markup(embedded(_tables(figures, spool, options))),
        findings=_raw(spool.findings()),
        conversations=_raw(spool.conversations()),
        left_out=_left_out(spool, lang),
        zone=options.settings.timezone,
        untimed=figures.untimed,
        unread=figures.unread,
        errors=figures.errors,
        unsure=figures.waits.unsure,
        period=words.period(figures.first, figures.last, lang),
        key=key_figures(figures, lang),
        rules=rules(figures, options),
        employees=people("employees", figures.employees, lang),
        channels=people("channels", figures.channels, lang, named=True),
        days=days(figures, lang),
        hours=hours(figures, lang),
        waits=waits(figures.waits, lang),
        waits_lines=waits_lines(figures.waits, lang),
        reasons=reasons(figures, options),
    )
    parts.enable_buffering(100)
    stream.writelines(parts)


def bar(parts: list[tuple[str, int]], whole: int) -> Markup:
    """A bar beside a number that says the same."""
    drawn, at = [], 0.0
    for kind, count in parts:
        width = 100 * count / whole if whole else 0
        drawn.append(Markup('<rect class="{}" x="{:.2f}" width="{:.2f}" height="8"/>').format(kind, at, width))
        at += width
    head = Markup('<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">')
    return Markup("").join([head, *drawn, Markup("</svg>")])


def _environment(lang: str) -> Environment:
    made = Environment(
        loader=PackageLoader("promisecheck.writers.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["n"] = lambda value: words.number(value, lang) if isinstance(value, int) else value
    made.globals |= {"say": lambda key, **values: words.say(key, lang, **values), "bar": bar}
    return made


def _tables(figures: Figures, spool: Spool, options: Options) -> dict[str, Any]:
    clauses = {rule_id: rule.clause for rule_id, rule in figures.tally.rules.items()}
    lang = options.lang
    return {
        "rules": [{"id": one, "clause": clauses[one], "title": options.title(one)} for one in spool.rules.names],
        "employees": spool.employees.names,
        "channels": [{"id": one, "name": word(one, lang) if one else ""} for one in spool.channels.names],
        "texts": spool.texts.names,
        "violations": spool.kept["block"] + spool.kept["warn"],
        "notes": spool.kept["info"],
        "first": figures.first.date().isoformat() if figures.first else "",
        "last": figures.last.date().isoformat() if figures.last else "",
    }


def _left_out(spool: Spool, lang: str) -> str:
    left = spool.left_out
    if not any(left.values()):
        return ""
    violations = words.number(left["block"] + left["warn"], lang)
    return words.say("left-out", lang, violations=violations, notes=words.number(left["info"], lang))


def _raw(parts: Iterable[str]) -> Iterable[Markup]:
    return map(Markup, parts)


def _style() -> Markup:
    return Markup(_file("report.css"))


def _script() -> Markup:
    whole = "\n".join(_file(name) for name in _SCRIPTS)
    return Markup(f'(() => {{\n"use strict";\n{whole}}})();\n')


def _file(name: str) -> str:
    return files("promisecheck.writers.html").joinpath("templates", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What the policy of the page calls this text by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
