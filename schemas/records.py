"""What passes from stage to stage: Document, Article, Extraction, ChunkRows; and Reject, for what does not pass.

Plain dataclasses, cheap to make and to send to another process. Landed rows are validated separately, by `schemas.rows`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from schemas.vocabulary import PublishedBasis, PublishedPrecision, RejectUnit, SpanKind, Stage

Values = dict[str, Any]


def stable_id(*parts: object) -> str:
    """16 hex digits that depend on nothing but `parts` (SHA-256 over their text, NUL-separated)."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Reject:
    """Something that was not accepted: where, at which stage, why, and what to do next (in `message`)."""

    source_uri: str
    stage: Stage
    error_type: str
    message: str
    record: Values = field(default_factory=dict)
    unit: RejectUnit = "input"
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded input and where it came from. `content_hash` is the SHA-256 of its bytes; `metadata` what the container states."""

    source_uri: str
    source_format: str
    text: str
    content_hash: str
    url: str | None = None
    metadata: Values = field(default_factory=dict)

    @property
    def article_id(self) -> str:
        return stable_id("article", self.url or "", self.text)


@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank line of a text, trimmed of white space at both ends, and what it is. `note` says which rule marked junk."""

    start: int
    end: int
    kind: SpanKind
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """A publication date as stated: the day, and the instant only where time and zone are stated too."""

    text: str
    day: date | None
    instant: datetime | None
    precision: PublishedPrecision | None
    basis: PublishedBasis


@dataclass(frozen=True, slots=True)
class Article:
    """A document after cleaning: the same text, every line marked, and the metadata that the lines state."""

    document: Document
    lines: tuple[Line, ...]
    title: str | None
    subtitle: str | None
    section: str | None
    authors: tuple[str, ...]
    dateline: str | None
    publisher: str | None
    published: Published | None
    language: str | None

    @property
    def article_id(self) -> str:
        return self.document.article_id

    @property
    def text(self) -> str:
        return self.document.text

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines that are the story, in order."""
        return tuple(line for line in self.lines if line.kind in BODY_KINDS)


BODY_KINDS: frozenset[SpanKind] = frozenset({"paragraph", "heading", "list_item"})


@dataclass(slots=True)
class Extraction:
    """What an extractor found in one article: rows without batch_id, by table, not yet validated."""

    quotes: list[Values] = field(default_factory=list)
    event_mentions: list[Values] = field(default_factory=list)
    event_actors: list[Values] = field(default_factory=list)
    entities: list[Values] = field(default_factory=list)
    entity_mentions: list[Values] = field(default_factory=list)


@dataclass(slots=True)
class ChunkRows:
    """Validated rows of a chunk by table (without batch_id), and everything that was rejected on the way."""

    rows: dict[str, list[Values]] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)


class LinkedArticle(NamedTuple):
    """An article as linking has left it: its day or the one it is taken to be of, its story (by the story's least article), the article
    it is a copy of, and what other articles find it by."""

    article_id: str
    day: date | None
    inferred_day: date | None
    story: str
    duplicate_of: str | None
    similarity: float | None
    terms: dict[str, float]
    bands: list[int]


class Lookup(NamedTuple):
    """An article, its day, and the terms or bands that others of neighbouring days are looked up by."""

    article_id: str
    day: date | None
    items: Sequence[str | int]


class Sighting(NamedTuple):
    """An entity as one article shows it, and the entity that its name alone gives (None: not linked yet)."""

    article_id: str
    entity_id: str
    name: str
    kind: str
    country: str | None
    named_id: str | None = None
