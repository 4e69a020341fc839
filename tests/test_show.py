import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from promisecheck.report import Outcome, Report, Violation
from promisecheck.show import show
from promisecheck.texts import visible
from strategies import texts


def shown(text, *spans, severity="block", suggestion="лучше", terminal=False):
    found = [
        Violation(
            message_id="m1",
            start=start,
            end=end,
            quote=text[start:end],
            severity=severity,
            category="c",
            explanation="почему",
            suggestion=suggestion,
        )
        for start, end in spans
    ]
    notes, violations = (found, []) if severity == "info" else ([], found)
    outcome = Outcome(rule_id="r", clause="1.6", status="violated", violations=violations, notes=notes)
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, color_system="standard" if terminal else None, width=200)
    show(Report(conversation_id="c", outcomes=[outcome]), text, console, "ru")
    return stream.getvalue()


def test_show_underlines_exactly_the_span_after_control_characters():
    assert "а\u240dб \x1b[1;4;31mвг\x1b[0m д" in shown("а\rб вг д", (4, 6), terminal=True)


def test_show_lets_no_text_write_to_the_terminal():
    assert "\x1b" not in shown("\x1b[2J\x07текст", (0, 5))


def test_show_note_is_no_violation():
    told = shown("текст", (0, 5), severity="info")
    assert "ЗАМЕТКА" in told
    assert told.splitlines()[-1] == "Нарушений нет."


def test_show_without_suggestion_offers_none():
    assert "Лучше так" not in shown("текст", (0, 5), suggestion="")


@given(texts | st.text(st.characters(categories=["Cc"])))
def test_visible_keeps_length_and_lines(text):
    safe = visible(text)
    assert len(safe) == len(text)
    assert all(char.isprintable() or char in "\n\t" or char == given for char, given in zip(safe, text, strict=True))
    assert not set(safe) & {"\x1b", "\r", "\x07", "\x9b"}
