"""Embedding every different word once gives the rows that embedding every token gives."""

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.ml import MultiHashEmbed
from thinc.api import Model

from tasks.annotate import load_model, model_source
from tasks.embed_once import embed_once

TEXTS = ["The minister can't leave, the minister said.", "“We’re leaving,” she said.", "x"]


def layers(network: "Model[Any, Any]") -> list[str]:
    return [node.name for node in network.walk()]


@pytest.mark.parametrize("component", ["tok2vec", "ner"])
def test_same_rows(component: str) -> None:
    plain = spacy.load(model_source())
    docs = [plain.make_doc(text) for text in TEXTS]
    network = plain.get_pipe(component).model
    embedding = next(node for node in network.walk() if node.name.startswith("extract_features") and node.name.endswith("ragged2list"))
    expected = embedding.predict(docs)
    embed_once(network)
    once = next(node for node in network.walk() if node.name == "once_per_word")
    assert once.layers == [embedding]
    for rows, wanted in zip(once.predict(docs), expected, strict=True):
        np.testing.assert_allclose(rows, wanted, rtol=1e-4, atol=1e-5)
    with pytest.raises(NotImplementedError):
        once.begin_update(docs)


def test_our_pipeline_embeds_once() -> None:
    nlp = load_model()
    assert [layers(nlp.get_pipe(name).model).count("once_per_word") for name in ("tok2vec", "ner")] == [1, 1]


@pytest.mark.parametrize(("attribute", "once"), [("SHAPE", 1), ("IS_TITLE", 0), ("SENT_START", 0)])
def test_features_of_other_kinds_stay(attribute: str, once: int) -> None:
    network = Model(
        "above", forward=lambda *_: None, layers=[MultiHashEmbed(8, ["NORM", attribute], [10, 10], include_static_vectors=False)]
    )
    embed_once(network)
    assert layers(network).count("once_per_word") == once
