"""Extractors: an Article in, an Extraction out. Configuration chooses one; `rules` is the default."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Protocol

from schemas.records import Article, Extraction


class Extractor(Protocol):
    """What a flow needs of an extractor. `name` and `version` stand in every row that it makes.

    A newer version replaces the rows of an older one (versions compare as PEP 440), so raise it whenever results may change.
    """

    name: str
    version: str

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One Extraction per article, in order. Rows are dicts with the columns of `schemas.rows`, without batch_id."""


class UnknownExtractor(ValueError):
    """The configured extractor cannot be loaded."""


def load_extractor(name: str, model: str = "") -> Extractor:
    """The extractor called `name`: rules, or package.module:factory, a callable without arguments. `model` is the spaCy pipeline of the
    rules, empty for the best that is installed. Raises UnknownExtractor."""
    if name == "rules":
        from tasks.annotate import is_installed

        if model and not is_installed(model):
            raise UnknownExtractor(
                f"no spaCy pipeline {model!r}: install it, name a folder that holds one, or leave the setting model empty"
            )
        from tasks.extract.rules import RulesExtractor

        return RulesExtractor(model)
    module, _, factory = name.partition(":")
    try:
        made: Extractor = getattr(import_module(module), factory)()
    except (ImportError, AttributeError, ValueError) as error:
        raise UnknownExtractor(f"no extractor {name!r}: use 'rules' or 'package.module:factory' (setting extractor); {error}") from error
    return made
