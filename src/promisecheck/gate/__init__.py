"""The pre-send gate: decisions on drafts, their policy, time limit and log."""
