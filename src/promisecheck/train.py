"""`promisecheck train`: the classifier of a rule from labelled conversations."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from promisecheck.checks.forbidden_meaning.teaching import Teacher, fingerprint, lesson
from promisecheck.errors import InputError
from promisecheck.evaluate.labels import labels_of
from promisecheck.parallel import in_order
from promisecheck.readers.sources import find, stream
from promisecheck.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from promisecheck.checks.forbidden_meaning.schema import ForbiddenMeaningRule
    from promisecheck.classifier.encoder import Encoder
    from promisecheck.classifier.example import Example
    from promisecheck.readers.base import Item

FEW = 4000  # examples, below which a network has not seen enough of them after the usual number of rounds
_FEW_EPOCHS = 20


class Trained(NamedTuple):
    """What came of it: the file, the examples learnt from, and how many of them violate."""

    path: Path
    examples: int
    violating: int


def train(
    paths: Sequence[Path],
    out: Path | None = None,
    *,
    rule_id: str,
    rules: Path | None = None,
    members: int = 2,
    jobs: int = 2,
    encoder: bool = False,
    quiet: bool = False,
    lang: str = "ru",
) -> Trained:
    """Train the classifier of a rule, or its encoder, and write it, by default where the rule looks for it.

    Raises `InputError` for what cannot be learnt from, and `ModelError` where PyTorch is not installed.
    """
    from promisecheck.classifier import training

    rule, where = _rule(rules, rule_id)
    if out is None:
        named = rule.classifier and (rule.classifier.encoder if encoder else rule.classifier.model)
        if not named:
            missing = "encoder" if encoder else "classifier"
            raise InputError(f"{rule_id}: the rule names no {missing}; say with --out where to write it")
        out = where / named
    sources = find(list(paths), None)
    for error in sources.errors:
        raise error
    found: list[Example] = []
    lessons: dict[str, list[bytes]] = {}
    with Terminal(lang, quiet=quiet).progress(sources.size) as bar:
        for taught in in_order(partial(_teaching, rules, rule_id), stream(sources), jobs=jobs):
            if isinstance(taught.examples, InputError):
                raise taught.examples
            found += taught.examples
            lessons.setdefault(taught.path.name, []).append(taught.lesson)
            bar.reach(taught.position)
    if not found:
        raise InputError(f"{rule_id}: no conversation here is labelled for this rule", field=f"expect.{rule_id}")
    corpora = {name: digest for name, digests in lessons.items() if (digest := fingerprint(digests))}
    about = {"rule": rule_id, "examples": len(found), "corpora": corpora}
    if encoder:
        _finetune(found, rule, jobs, Terminal(lang, quiet=quiet), about).save(out)
        return Trained(out, len(found), sum(example.violated for example in found))
    options = training.Options(epochs=_FEW_EPOCHS) if len(found) < FEW else training.Options()
    known = training.vocabulary(found, list(rule.categories), least=options.least, least_tag=options.least_tag)
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        learn = partial(training.member, found, known, options)
        trained = list(pool.map(learn, range(members)))
    training.model(trained, known, {**about, "members": members}).save(out)
    return Trained(out, len(found), sum(example.violated for example in found))


def _finetune(
    found: list[Example], rule: ForbiddenMeaningRule, jobs: int, terminal: Terminal, about: dict[str, Any]
) -> Encoder:
    from promisecheck.classifier.checkpoint import Checkpoint
    from promisecheck.classifier.finetuning import DeepOptions, finetuned, steps_of

    options = DeepOptions()
    with terminal.progress(steps_of(len(found), options)) as bar:
        return finetuned(
            found, list(rule.categories), Checkpoint.installed(), options, threads=jobs, told=bar.reach, about=about
        )


def _rule(rules: Path | None, rule_id: str) -> tuple[ForbiddenMeaningRule, Path]:
    teacher = Teacher(rules, rule_id)
    return teacher.rule, teacher.pack.paths[rule_id].parent


class _Taught(NamedTuple):
    """What one conversation taught."""

    examples: list[Example] | InputError
    lesson: bytes
    path: Path
    position: int


def _teaching(rules: Path | None, rule_id: str) -> Callable[[Item], _Taught]:
    return partial(_taught, Teacher(rules, rule_id))


def _taught(teacher: Teacher, item: Item) -> _Taught:
    if isinstance(item.found, InputError):
        return _Taught(item.found, b"", item.path, item.position)
    try:
        labels = labels_of(item.found)
        examples = list(teacher.examples(item.found, labels))
        return _Taught(examples, lesson(item.found, labels, teacher.rule.id), item.path, item.position)
    except InputError as error:
        return _Taught(error.at(item.path, item.line), b"", item.path, item.position)
