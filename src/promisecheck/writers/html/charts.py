"""Column charts as SVG: drawn without a library, coloured by the page's style sheet, named for screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

WIDTH, HEIGHT = 460, 210
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 8, 26, 26
_GAP = 0.22  # of a column's place


@dataclass(frozen=True)
class Column:
    """One column: what stands below it, and how high each part is, from the bottom; a part is (class, count)."""

    name: str
    parts: tuple[tuple[str, int], ...]
    tick: str = ""

    @property
    def total(self) -> int:
        """Its whole height."""
        return sum(count for _, count in self.parts)


@dataclass(frozen=True)
class Mark:
    """A line between columns: after how many of them, what it says, and on which side (an SVG `text-anchor`)."""

    after: int
    name: str
    side: str


def columns(
    key: str, title: str, about: str, given: Sequence[Column], *, marks: Sequence[Mark] = (), edges: Sequence[str] = ()
) -> Markup:
    """A chart as an `svg` element; `edges` are words between columns, in place of each one's own tick."""
    top = _round_up(max((column.total for column in given), default=0))
    place = (WIDTH - _LEFT - _RIGHT) / max(len(given), 1)
    drawn = [
        Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d">').format(
            WIDTH, HEIGHT, key, key
        ),
        Markup('<title id="{}-t">{}</title><desc id="{}-d">{}</desc>').format(key, title, key, about),
        *_grid(top),
    ]
    for number, column in enumerate(given):
        drawn += _column(column, _LEFT + number * place, place, top)
    for number, words in enumerate(edges, 1):
        drawn.append(_text(_LEFT + number * place, HEIGHT - 8, words, "middle"))
    for mark in marks:
        drawn += _mark(mark, _LEFT + mark.after * place)
    return Markup("").join([*drawn, Markup("</svg>")])


def _grid(top: int) -> list[Markup]:
    """A few lines across, each with its number."""
    drawn = []
    for step in range(3):
        value = top * step // 2
        y = _y(value, top)
        drawn.append(
            Markup('<line class="grid" x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}"/>').format(_LEFT, WIDTH - _RIGHT, y, y)
        )
        drawn.append(_text(_LEFT - 6, y + 4, f"{value}", "end"))
    return drawn


def _column(column: Column, x: float, place: float, top: int) -> list[Markup]:
    drawn, below = [], 0
    for kind, count in column.parts:
        if count:
            high = _y(below, top) - _y(below + count, top)
            drawn.append(
                Markup('<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>').format(
                    kind, x + place * _GAP / 2, _y(below + count, top), max(place * (1 - _GAP), 1), high
                )
            )
            below += count
    if column.tick:
        drawn.append(_text(x + place / 2, HEIGHT - 8, column.tick, "middle"))
    return drawn


def _mark(mark: Mark, x: float) -> list[Markup]:
    line = Markup('<line class="mark" x1="{:.1f}" x2="{:.1f}" y1="{}" y2="{}"/>').format(
        x, x, _TOP - 20, HEIGHT - _BOTTOM
    )
    return [line, _text(x + (-5 if mark.side == "end" else 5), _TOP - 11, mark.name, mark.side, "label")]


def _text(x: float, y: float, words: str, anchor: str, kind: str = "") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>').format(
        x, y, anchor, f"tick {kind}".strip(), words
    )


def _y(value: float, top: int) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * value / top


def _round_up(value: int) -> int:
    """The next number that is round and whose half is round too."""
    if value <= 2:
        return 2
    scale: int = 10 ** (len(str(value)) - 1)
    steps = (1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10) if scale > 1 else (4, 6, 8, 10)
    return next(round(step * scale) for step in steps if value <= round(step * scale))
