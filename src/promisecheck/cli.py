"""The command line. Nothing heavy is imported before a command needs it: a slow start kills hooks."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from promisecheck.cli_io import Group, console, count_or_all, fail_in_json, language, print_line, read_text
from promisecheck.errors import InputError
from promisecheck.help_texts import ru, translate
from promisecheck.texts import Lang, say

if TYPE_CHECKING:
    from promisecheck.checker import Checker


app = typer.Typer(cls=Group, help=ru("app"), no_args_is_help=True)
rules_app = typer.Typer(help=ru("rules"), no_args_is_help=True)
app.add_typer(rules_app, name="rules")
settings_app = typer.Typer(help=ru("settings-app"), no_args_is_help=True)
app.add_typer(settings_app, name="settings")

LangOption = Annotated[Lang | None, typer.Option("--lang", help=ru("lang"), envvar="PROMISECHECK_LANG")]
SettingsOption = Annotated[Path | None, typer.Option("--settings", metavar="FILE", help=ru("settings"))]
RulesOption = Annotated[Path | None, typer.Option("--rules", metavar="DIR", help=ru("rules-dir"))]
JsonOption = Annotated[bool, typer.Option("--json", help=ru("json"))]
MaskOption = Annotated[bool, typer.Option("--mask", help=ru("mask"))]
TextArgument = Annotated[str | None, typer.Argument(metavar="TEXT", show_default=False, help=ru("text"))]


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import PackageNotFoundError, version

        try:
            typer.echo(f"promisecheck {version('promisecheck')}")
        except PackageNotFoundError:
            typer.echo("promisecheck (not installed)")
        raise typer.Exit


VersionOption = Annotated[bool, typer.Option("--version", help=ru("version"), is_eager=True, callback=_print_version)]


@app.callback()
def _root(
    lang: LangOption = None,
    version: VersionOption = False,
) -> None:
    """Options before the command."""


@app.command(help=ru("check"))
def check(
    ctx: typer.Context,
    text: TextArgument = None,
    as_json: JsonOption = False,
    mask: MaskOption = False,
    settings: SettingsOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """Check one outgoing message."""
    asked = language(ctx)
    text = read_text(text, asked)
    report = _checker(settings, rules, asked).check_text(text)
    masker = None
    if mask:
        from promisecheck.checker import outgoing
        from promisecheck.personal_data.mask import Hider, Masker

        masker = Masker()
        report = masker.report(Hider(outgoing(text)).report(report))
    if as_json:
        from promisecheck.writers.jsonl import line

        print_line(line(report))
    else:
        from promisecheck.show import show

        show(report, text, console(), asked, masker)
    raise typer.Exit(1 if report.violations else 0)


@app.command(help=ru("audit"))
def audit(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help=ru("paths"))],
    out: Annotated[list[str] | None, typer.Option("--out", "-o", metavar="OUT", help=ru("out"))] = None,
    jobs: Annotated[int, typer.Option(min=1, help=ru("jobs"))] = 1,
    format: Annotated[str | None, typer.Option(metavar="NAME", help=ru("format"))] = None,
    settings: SettingsOption = None,
    rules: RulesOption = None,
    resume: Annotated[bool, typer.Option("--resume", help=ru("resume"))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=ru("quiet"))] = False,
    mask: MaskOption = False,
    lang: LangOption = None,
) -> None:
    """Check conversations in files and folders."""
    from promisecheck.audit import audit as run
    from promisecheck.settings import load_settings

    summary = run(
        paths,
        out or [],
        jobs=jobs,
        format=format,
        settings=load_settings(settings) if settings else None,
        rules=rules,
        quiet=quiet,
        resume=resume,
        mask=mask,
        lang=language(ctx),
    )
    raise typer.Exit(summary.status)


@app.command(help=ru("voice"))
def voice(
    ctx: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help=ru("paths"))],
    out: Annotated[list[str] | None, typer.Option("--out", "-o", metavar="OUT", help=ru("voice-out"))] = None,
    bitrix24: Annotated[str | None, typer.Option("--bitrix24", metavar="OUT", help=ru("bitrix24"))] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=ru("since-day"))] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=ru("until-day"))] = None,
    jobs: Annotated[int, typer.Option(min=1, help=ru("jobs"))] = 1,
    format: Annotated[str | None, typer.Option(metavar="NAME", help=ru("format"))] = None,
    settings: SettingsOption = None,
    rules: RulesOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=ru("quiet"))] = False,
    mask: MaskOption = False,
    lang: LangOption = None,
) -> None:
    """Collect the signals of the clients."""
    from promisecheck.settings import load_settings
    from promisecheck.voice import voice as run

    counts = run(
        paths,
        out or [],
        bitrix24=bitrix24,
        since=since.date() if since else None,
        until=until.date() if until else None,
        jobs=jobs,
        format=format,
        settings=load_settings(settings) if settings else None,
        rules=rules,
        mask=mask,
        quiet=quiet,
        lang=language(ctx),
    )
    raise typer.Exit(counts.status)


@app.command(help=ru("hook"))
def hook(
    ctx: typer.Context,
    url: Annotated[str | None, typer.Option("--url", metavar="URL", help=ru("url"), envvar="PROMISECHECK_URL")] = None,
    settings: SettingsOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """Decide whether a draft may go out."""
    from promisecheck.hook import answered, decided

    asked = language(ctx)
    try:
        raw = sys.stdin.buffer.read()
        if url:
            line, stops = answered(raw, url, os.environ.get("PROMISECHECK_TOKEN", ""))
        else:
            line, stops = decided(raw, settings=settings, rules=rules, lang=asked.value)
    except Exception as error:
        fail_in_json(error, asked)
    print_line(line)
    raise typer.Exit(1 if stops else 0)


@app.command(help=ru("serve"))
def serve(
    ctx: typer.Context,
    host: Annotated[str | None, typer.Option(metavar="HOST", help=ru("host"))] = None,
    port: Annotated[int | None, typer.Option(metavar="PORT", help=ru("port"))] = None,
    socket: Annotated[str | None, typer.Option(metavar="PATH", help=ru("socket"))] = None,
    workers: Annotated[int | None, typer.Option(min=0, metavar="N", help=ru("workers"))] = None,
    settings: SettingsOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """Serve the gate and the checks over HTTP."""
    from promisecheck.server.run import serve as run
    from promisecheck.server.settings import given
    from promisecheck.settings import Settings, load_settings

    read = load_settings(settings) if settings else Settings()
    token = os.environ.get("PROMISECHECK_TOKEN")
    options = given(read.serve, host=host, port=port, socket=socket, workers=workers, token=token)
    run(read.model_copy(update={"serve": options}), rules, lang=language(ctx).value)


@app.command("gate-log", help=ru("gate-log"))
def gate_log(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="LOG", help=ru("log"))],
    since: Annotated[str | None, typer.Option(metavar="TIME", help=ru("since"))] = None,
    as_json: JsonOption = False,
    lang: LangOption = None,
) -> None:
    """Summarise a decision log."""
    from promisecheck.gate.summary import a_time, show, summarise

    summary = summarise(path, since=a_time(since) if since else None)
    if as_json:
        print_line(summary.as_json())
    else:
        show(summary, console(), language(ctx))


@app.command(help=ru("explain"))
def explain(
    ctx: typer.Context,
    text: TextArgument = None,
    as_json: JsonOption = False,
    settings: SettingsOption = None,
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """Explain why a text was or was not flagged."""
    asked = language(ctx)
    explanation = _checker(settings, rules, asked).explain(read_text(text, asked))
    if as_json:
        print_line(explanation.model_dump_json())
    else:
        explanation.render(console())


@app.command(help=ru("evaluate"))
def evaluate(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=ru("labelled"))],
    rule: Annotated[list[str] | None, typer.Option("--rule", metavar="ID", help=ru("only-rule"))] = None,
    tags: Annotated[bool, typer.Option("--tags", help=ru("tags"))] = False,
    errors: Annotated[str | None, typer.Option(metavar="N", help=ru("errors"))] = None,
    resamples: Annotated[int | None, typer.Option(min=1, metavar="N", help=ru("resamples"))] = None,
    against: Annotated[Path | None, typer.Option(metavar="DIR|JSON", help=ru("against"))] = None,
    gate: Annotated[Path | None, typer.Option(metavar="FILE", help=ru("gate"))] = None,
    raise_floors: Annotated[bool, typer.Option("--raise-floors", help=ru("raise-floors"))] = False,
    lower_floors: Annotated[bool, typer.Option("--lower-floors", help=ru("lower-floors"))] = False,
    as_json: JsonOption = False,
    jobs: Annotated[int, typer.Option(min=1, help=ru("jobs"))] = 1,
    format: Annotated[str | None, typer.Option(metavar="NAME", help=ru("format"))] = None,
    settings: SettingsOption = None,
    rules: RulesOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=ru("quiet"))] = False,
    lang: LangOption = None,
) -> None:
    """Measure the rules on labelled conversations."""
    asked = language(ctx)
    limit = count_or_all(errors, asked)
    from promisecheck.evaluate.bootstrap import RESAMPLES
    from promisecheck.evaluate.run import evaluate as run
    from promisecheck.settings import load_settings

    result = run(
        files,
        jobs=jobs,
        format=format,
        settings=load_settings(settings) if settings else None,
        rules=rules,
        rule_ids=rule or (),
        against=against,
        gate=gate,
        raise_floors=raise_floors,
        lower_floors=lower_floors,
        resamples=resamples or RESAMPLES,
        reasons=limit != 0,
        with_cases=as_json,
        quiet=quiet,
        lang=asked,
    )
    if as_json:
        print_line(result.model_dump_json())
    else:
        from promisecheck.evaluate.show import ERRORS, show

        show(result, console(), asked, all_tags=tags, errors=ERRORS if errors is None else limit)
    raise typer.Exit(result.status)


@app.command(help=ru("train"))
def train(
    ctx: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help=ru("labelled"))],
    rule: Annotated[str, typer.Option("--rule", metavar="ID", help=ru("trained-rule"))],
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="OUT", help=ru("model"))] = None,
    members: Annotated[int, typer.Option(min=1, metavar="N", help=ru("members"))] = 2,
    jobs: Annotated[int, typer.Option(min=1, help=ru("jobs"))] = 2,
    encoder: Annotated[bool, typer.Option("--encoder", help=ru("train.encoder"))] = False,
    rules: RulesOption = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help=ru("quiet"))] = False,
    lang: LangOption = None,
) -> None:
    """Train the classifier of a rule."""
    from promisecheck.train import train as run

    asked = language(ctx)
    made = run(
        files, out, rule_id=rule, rules=rules, members=members, jobs=jobs, encoder=encoder, quiet=quiet, lang=asked
    )
    print_line(say("trained", asked, path=made.path, examples=made.examples, violating=made.violating))


@rules_app.command("list", help=ru("rules.list"))
def list_rules(ctx: typer.Context, rules: RulesOption = None, lang: LangOption = None) -> None:
    """List all rules."""
    from promisecheck.rules.shell import list_rules

    list_rules(rules, console(), language(ctx))


@rules_app.command("show", help=ru("rules.show"))
def show_rule(
    ctx: typer.Context,
    rule_id: Annotated[str, typer.Argument(metavar="ID", help=ru("rule-id"))],
    rules: RulesOption = None,
    lang: LangOption = None,
) -> None:
    """Show one rule."""
    from promisecheck.rules.shell import show_rule

    if not show_rule(rules, rule_id, console(), language(ctx)):
        raise InputError(say("unknown-rule", language(ctx), id=rule_id))


@rules_app.command("test", help=ru("rules.test"))
def test_rules(ctx: typer.Context, rules: RulesOption = None, lang: LangOption = None) -> None:
    """Run each rule's own examples."""
    from promisecheck.rules.shell import test_rules

    if not test_rules(rules, console(), language(ctx)):
        raise typer.Exit(1)


@settings_app.command("show", help=ru("settings.show"))
def show_settings(
    ctx: typer.Context, settings: SettingsOption = None, as_json: JsonOption = False, lang: LangOption = None
) -> None:
    """Show the settings in force."""
    from promisecheck.settings import Settings, load_settings
    from promisecheck.settings_show import as_toml

    chosen = load_settings(settings) if settings else Settings()
    print_line(chosen.model_dump_json() if as_json else as_toml(chosen, language(ctx)).rstrip("\n"))


def main() -> None:
    """The program `promisecheck`."""
    from promisecheck.language.models import one_thread

    one_thread()
    for stream in (sys.stdout, sys.stderr):
        if not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    command = typer.main.get_command(app)
    translate(command, _asked_lang(sys.argv[1:]))
    try:
        command(prog_name="promisecheck")
    except Exception as error:  # Python's own status would be 1, which means a violation
        import traceback

        from promisecheck.faults import internal_error

        traceback.print_tb(error.__traceback__)
        typer.echo(internal_error(error), err=True)
        sys.exit(2)


def _asked_lang(words: list[str]) -> str:
    """The language of the help, which is shown before options are read."""
    given = [after for word, after in zip(words, [*words[1:], ""], strict=True) if word == "--lang"]
    given += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    return given[-1] if given else os.environ.get("PROMISECHECK_LANG", Lang.RU)


def _checker(settings: Path | None, rules: Path | None, lang: Lang) -> Checker:
    from promisecheck.checker import Checker
    from promisecheck.settings import load_settings

    return Checker(rules, settings=load_settings(settings) if settings else None, lang=lang.value)


