"""Decisions as tests need them."""

from promisecheck.gate.decision import Decision, DraftViolation


def decision(explanation):
    """A stop with this explanation."""
    found = DraftViolation(
        message_id="m", start=0, end=1, quote="x", severity="block", category="c", explanation=explanation,
        suggestion="s", rule_id="r", clause="1.6",
    )  # fmt: skip
    return Decision(decision="stop", conversation_id="c", message_id="m", violations=[found], id="1")
