"""A pack: the rules of a folder in the order of the memo, with their word lists."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from promisecheck.errors import RuleError
from promisecheck.rules import yaml
from promisecheck.rules.lexicon import Lexicon, read_lists

if TYPE_CHECKING:
    from promisecheck.rules.schema import Rule

# The order of the memo (contract §3); a company's own rules come after those of their clause.
MEMO_ORDER = """no-monday-outreach remind-day-before greet-first smile offer-refreshment escort-client no-guarantees
no-arguing stay-with-client no-gum hand-over-package explain-where-to-ask say-goodbye protect-client-data
record-direction-request record-client-voice record-client-trait channel-has-owner undivided-attention reply-in-time
answer-everything apologise-for-delay thank-for-waiting ask-if-convenient""".split()


@dataclass(frozen=True)
class Pack:
    """Rules and the lexicon they share."""

    folder: Path
    rules: tuple[Rule, ...]
    lexicon: Lexicon
    paths: dict[str, Path]

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; raises `KeyError`."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


def default_folder() -> Path:
    """The memo pack: inside the package of an installed wheel, at the top level of a checkout."""
    inside = Path(__file__).resolve().parent.parent / "pack"
    if inside.is_dir():
        return inside
    checkout = Path(__file__).resolve().parents[3] / "rules"
    if checkout.is_dir():
        return checkout
    raise RuleError("the rules that ship with promisecheck are not there; install it again", path=inside)


def load_pack(folder: Path | str | None = None) -> Pack:
    """All rules `*.yaml` of a folder and the lists of its `words/`; raises `RuleError` with the place."""
    from promisecheck.checks import kind_of

    where = Path(folder) if folder is not None else default_folder()
    if not where.is_dir():
        raise RuleError("no such folder of rules", path=where)
    lexicon = read_lists(where / "words")
    rules: list[Rule] = []
    paths: dict[str, Path] = {}
    for path in sorted(where.glob("*.yaml")):
        data = yaml.read(path)
        schema = kind_of(data, path).schema
        rule = yaml.validate(schema, data, path)
        if rule.id in paths:
            line, column = yaml.place(data, ("id",))
            said = f"the id «{rule.id}» is taken by {paths[rule.id].name}"
            raise RuleError(said, path=path, line=line, column=column)
        rules.append(rule)
        paths[rule.id] = path
    if not rules:
        raise RuleError("the folder holds no rules (*.yaml)", path=where)
    return Pack(where, tuple(sorted(rules, key=_memo_order)), lexicon, paths)


def _memo_order(rule: Rule) -> tuple[int, tuple[int, ...], str]:
    clause = tuple(int(part) for part in rule.clause.split("."))
    known = MEMO_ORDER.index(rule.id) if rule.id in MEMO_ORDER else len(MEMO_ORDER)
    return (clause[0], clause[1:], f"{known:02d}{rule.id}")
