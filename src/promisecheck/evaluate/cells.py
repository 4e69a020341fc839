"""Tables of figures, and the numbers in them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table


def number(value: float | None) -> str:
    """A figure; a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"


def signed(value: float | None) -> str:
    """A change of a figure."""
    return "–" if value is None else f"{value:+.3f}"


def table(title: str, left: Sequence[str], right: Sequence[str]) -> Table:
    """A table of names on the left and numbers on the right."""
    made = Table(box=None, pad_edge=False, title=title, title_justify="left", title_style="bold")
    for name in left:
        made.add_column(name, overflow="fold")
    for name in right:
        made.add_column(name, justify="right", no_wrap=True)
    return made
