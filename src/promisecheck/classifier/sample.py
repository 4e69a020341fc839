"""What the classifier sees of a stretch of talk: words, lemmas and the names of what is known of each word."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Sample:
    """Tokens in order. `target` marks those that are judged, the others are context.

    `names` are features of a token by name: its role, grammemes, word lists, figures and the rule's own answers.
    `at` is for each token its number in the message that is judged, -1 in context.
    """

    forms: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    names: list[list[str]] = field(default_factory=list)
    target: list[bool] = field(default_factory=list)
    at: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.forms)

    def add(self, form: str, lemma: str, names: list[str], at: int = -1) -> None:
        """Appends a token; without `at` it is context."""
        self.forms.append(form)
        self.lemmas.append(lemma)
        self.names.append([*names, "target" if at >= 0 else "context"])
        self.target.append(at >= 0)
        self.at.append(at)
