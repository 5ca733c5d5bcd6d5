"""The embedding of a spaCy network, made once for each different word of a batch instead of once for each token.

The first layers of a network (hashed features, static vectors, one maxout) look at a word alone: at its form, its norm, and whether a space
follows. A batch of articles repeats most of its words, so that a third of the work of `tok2vec` is saved and nothing is changed: the tokens
of a word share one row, and only the layers behind it see what stands around it.
"""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc
    from thinc.api import Model

KEY = ["ORTH", "NORM", "SPACY"]
MIXED = np.array([1, 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)  # the first two are 64-bit hashes of strings
ALONE = {"ORTH", "LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"}  # what depends on a word's KEY and on nothing else


def embed_once(network: "Model[Any, Any]") -> None:
    """Let the embedding layers of a network work on different words; one with features of another kind stays as it is."""
    from thinc.api import Model

    for node in list(network.walk()):
        if node.name.startswith("extract_features>>") and node.name.endswith(">>ragged2list") and _sees_words_alone(node):
            network.replace_node(node, Model("once_per_word", _forward, layers=[node]))


def _sees_words_alone(node: "Model[Any, Any]") -> bool:
    from spacy.attrs import intify_attr

    columns = {intify_attr(c) for part in node.walk() if part.name == "extract_features" for c in part.attrs["columns"]}
    return columns <= {intify_attr(name) for name in ALONE}


def _forward(model: "Model[Any, Any]", docs: "Sequence[Doc]", is_train: bool) -> "tuple[list[Any], Callable[[Any], Any]]":
    """One row per token, as a list of arrays like that of the layer inside; not for training."""
    from spacy.tokens import Doc

    if is_train:
        raise NotImplementedError("load the model without newsledger to train it")
    keys = np.concatenate([doc.to_array(KEY).reshape(-1, len(KEY)) for doc in docs])
    _, first, word_of = np.unique(keys @ MIXED, return_index=True, return_inverse=True)
    forms, norms, spaces = keys[first].T
    vocab = docs[0].vocab
    words = Doc(vocab, words=[vocab.strings[form] for form in forms.tolist()], spaces=spaces.astype(bool).tolist())
    words.from_array(["NORM"], norms.reshape(-1, 1))
    rows = model.layers[0].predict([words])[0][word_of]
    return np.split(rows, np.cumsum([len(doc) for doc in docs])[:-1]), lambda gradient: gradient
