"""Both models at once say what slovnet's own code says of each sentence."""

import pytest
from slovnet import Morph, Syntax

from promisecheck.language import models

SENTENCES = [
    ["Мы", "не", "гарантируем", "доход", ",", "но", "риск", "невелик", "."],
    ["Да"],
    ["ООО", "«", "Ромашка", "»", "-", "20", "%", "годовых", "😀"],
    ["Позвоните", "мне", ",", "пожалуйста", ",", "когда", "Иванов", "из", "Санкт-Петербурга", "приедет", "!"],
    ["hello", "ыщпрст", "12:30", "..."],
] * 3


@pytest.fixture(scope="module")
def slovnet():
    folder = models.data_folder()
    morph = Morph.load(folder / "model/slovnet_morph_news_v1.tar").navec(models.navec())
    syntax = Syntax.load(folder / "model/slovnet_syntax_news_v1.tar").navec(models.navec())

    def tag(sentence):
        (morphs,), (heads,) = morph.map([sentence]), syntax.map([sentence])
        return [
            (m.pos, tuple(f"{name}={value}" for name, value in sorted(m.feats.items())), int(s.head_id) - 1, s.rel)
            for m, s in zip(morphs.tokens, heads.tokens, strict=True)
        ]

    return tag


def test_tagger_says_what_slovnet_says(slovnet):
    found = models.tag(SENTENCES)
    assert [[tuple(one) for one in sentence] for sentence in found] == [slovnet(one) for one in SENTENCES]


def test_tagger_of_nothing():
    assert models.tag([]) == []
