"""Counters in the text format of Prometheus: https://prometheus.io/docs/instrumenting/exposition_formats/."""

from __future__ import annotations

from collections import Counter
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from promisecheck.gate.decision import Decision

BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)  # seconds
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_HELP = {
    "promisecheck_requests_total": "Requests by path and status.",
    "promisecheck_decisions_total": "Decisions by channel and decision.",
    "promisecheck_unchecked_total": "Drafts decided without a check, by reason and policy.",
    "promisecheck_violations_total": "Violations found in drafts, by rule.",
    "promisecheck_overrides_total": "Decisions that an operator overrode.",
    "promisecheck_reloads_total": "Reloads of the rules by outcome.",
}
_TIME = "promisecheck_decision_seconds"


class Metrics:
    """What the server counts. Labels hold paths, channels and rules, never texts or names."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._counts: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds, self._timed = 0.0, 0

    def count(self, name: str, **labels: str) -> None:
        """One more of something."""
        with self._lock:
            self._counts[name, tuple(sorted(labels.items()))] += 1

    def decided(self, decision: Decision, channel: str) -> None:
        """One more decision."""
        self.count("promisecheck_decisions_total", channel=channel, decision=decision.decision)
        if decision.unchecked:
            told = decision.unchecked
            self.count("promisecheck_unchecked_total", reason=told.reason, policy=told.policy)
        for rule in {one.rule_id for one in decision.violations}:
            self.count("promisecheck_violations_total", rule=rule)
        if decision.override:
            self.count("promisecheck_overrides_total")
        seconds = decision.elapsed_ms / 1000
        with self._lock:
            self._seconds += seconds
            self._timed += 1
            for bound in BUCKETS:
                self._buckets[bound] += seconds <= bound

    def text(self, gauges: dict[str, float]) -> str:
        """Everything counted so far, and gauges of this moment."""
        with self._lock:
            counts, buckets = sorted(self._counts.items()), dict(self._buckets)
            seconds, timed = self._seconds, self._timed
        lines: list[str] = []
        for name, help in _HELP.items():
            lines += [f"# HELP {name} {help}", f"# TYPE {name} counter"]
            lines += [f"{name}{_labels(labels)} {n}" for (counted, labels), n in counts if counted == name]
        lines += [f"# HELP {_TIME} Seconds to a decision.", f"# TYPE {_TIME} histogram"]
        lines += [f'{_TIME}_bucket{{le="{bound:g}"}} {buckets.get(bound, 0)}' for bound in BUCKETS]
        lines += [f'{_TIME}_bucket{{le="+Inf"}} {timed}', f"{_TIME}_sum {seconds:.6f}", f"{_TIME}_count {timed}"]
        for name, value in gauges.items():
            lines += [f"# TYPE promisecheck_{name} gauge", f"promisecheck_{name} {value:g}"]
        return "\n".join(lines) + "\n"


def _labels(labels: tuple[tuple[str, str], ...]) -> str:
    if not labels:
        return ""
    shown = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return f"{{{shown}}}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
