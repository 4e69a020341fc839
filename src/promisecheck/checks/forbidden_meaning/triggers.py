"""Which sentences are worth parsing: those whose words some pattern could be made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisecheck.checks.forbidden_meaning.schema import Commitment, Outcome, Phrase
    from promisecheck.rules.compile import Compiled
    from promisecheck.rules.match import Marked


class Triggers:
    """The words behind which the parser runs. What it leaves out cannot break the rule."""

    def __init__(self, outcomes: Compiled[Outcome], commitments: Compiled[Commitment], phrases: Compiled[Phrase]):
        self._outcomes = outcomes
        self._commitments = commitments
        self._phrases = phrases

    def sentences(self, marked: Marked) -> list[int]:
        """The numbers of the sentences to parse."""
        present = [marked.present(*bounds) for bounds in marked.reading.sentences]
        pledged = [self._commitments.could_match(keys) for keys in present]
        wanted = {n for n, keys in enumerate(present) if self._speaks(keys, self._pledge_near(pledged, n))}
        beside = {m for n in wanted for m in (n - 1, n + 1) if 0 <= m < len(present) and pledged[m]}
        return sorted(wanted | beside)

    def _speaks(self, keys: set[str], pledged: bool) -> bool:
        return (
            self._phrases.could_match(keys)
            or self._outcomes.could_match(keys, lambda group: pledged or group.only is None)
            or self._commitments.could_match(keys, lambda group: group.alone is not None)
        )

    @staticmethod
    def _pledge_near(pledged: list[bool], n: int) -> bool:
        """Whether a commitment stands in the sentence or in one beside it."""
        return any(pledged[max(0, n - 1) : n + 2])
