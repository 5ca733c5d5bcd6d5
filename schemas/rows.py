"""One pydantic model per landed table. Everything else about a table is derived from these classes:
Arrow schema, DuckDB types and comments (`warehouse.arrow`), JSON Schema and the data dictionary (`newsledger.docs`).

Offsets are Unicode code points into `articles.text`, end exclusive; `text[start:end]` is the string stored beside them.
"""

from datetime import date
from itertools import pairwise
from typing import Annotated, ClassVar, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from schemas.vocabulary import (
    ActorBasis,
    ActorRole,
    BodyBasis,
    CueClass,
    DateBasis,
    EntityKind,
    EventType,
    Granularity,
    LinkedDateBasis,
    MentionForm,
    PublishedBasis,
    PublishedPrecision,
    QuoteKind,
    RejectUnit,
    SpanKind,
    Stage,
    Status,
)

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Offset = Annotated[int, Field(ge=0, lt=2**31)]
Count = Annotated[int, Field(ge=0, lt=2**63, json_schema_extra={"bits": 64})]
Share = Annotated[float, Field(ge=0, le=1)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Record(BaseModel):
    """Base of every model: unknown fields are errors, values never change after validation."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Span(Record):
    """A half-open range of code points of `articles.text`."""

    start_char: Offset = Field(description="first code point")
    end_char: Offset = Field(description="one past the last code point")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.end_char <= self.start_char:
            raise ValueError(f"span ends at {self.end_char}, before or at its start {self.start_char}")
        return self


class MarkedSpan(Span):
    """A range of the text and what cleaning took it for."""

    kind: SpanKind = Field(
        description="title, subtitle, section, byline, dateline, published, caption, paragraph, heading, list_item or junk"
    )
    note: str | None = Field(description="for junk, which rule marked it")


class Row(Record):
    """One row of a landed table. `spans` names (text, start, end) columns whose offsets must slice back to the text."""

    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]]
    order: ClassVar[tuple[str, ...]]
    spans: ClassVar[tuple[tuple[str, str, str], ...]] = ()
    references: ClassVar[tuple[tuple[str, str, str], ...]] = ()

    batch_id: Id = Field(description="the batch that landed this row")

    @model_validator(mode="after")
    def _spans_are_whole(self) -> Self:
        for text, start, end in self.spans:
            words, first, last = getattr(self, text), getattr(self, start), getattr(self, end)
            if words is None or first is None or last is None:
                if not (words is None and first is None and last is None):
                    raise ValueError(f"{text}, {start} and {end} must be given together or not at all")
            elif len(words) != last - first:
                raise ValueError(f"{text} has {len(words)} characters, its offsets {first}..{last} do not")
        return self


class BatchRow(Row):
    """One landed batch: what was read, and what became of it. read = accepted + duplicate + rejected."""

    table: ClassVar[str] = "batches"
    key: ClassVar[tuple[str, ...]] = ("batch_id",)
    order: ClassVar[tuple[str, ...]] = ("batch_id",)

    source: str = Field(description="the paths that were ingested, as the user gave them, separated by spaces")
    started_at: AwareDatetime = Field(description="when the run began (UTC)")
    finished_at: AwareDatetime = Field(description="when the batch was committed (UTC)")
    read_count: Count = Field(description="inputs met: accepted + duplicate + rejected")
    accepted_count: Count = Field(description="articles this batch landed")
    duplicate_count: Count = Field(description="inputs whose very text this or another batch had landed already")
    rejected_count: Count = Field(description="inputs that could not be landed; each has a row in `rejects`")
    pipeline_version: str = Field(description="version of newsledger that wrote the batch")
    extractor: str = Field(description="name of the extractor")
    extractor_version: str = Field(description="version of the extractor; a newer one replaces the rows of a batch")
    flow_run_id: str | None = Field(description="Prefect flow run, NULL for a direct run")


class ArticleRow(Row):
    """One article: the text as it came in, untouched, and what cleaning found around its body."""

    table: ClassVar[str] = "articles"
    key: ClassVar[tuple[str, ...]] = ("article_id",)
    order: ClassVar[tuple[str, ...]] = ("published_date", "article_id")

    article_id: Id = Field(description="hash of the text (and of the URL, where the source has one)")
    source_uri: str = Field(
        description="path of the file that the article was read from, with its record (#) or member (!); of a fetched page its copy in `fetched/`"
    )
    source_format: str = Field(description="format of the source, such as text")
    url: str | None = Field(description="address the article was published at, where the source states it")
    publisher: str | None = Field(description="outlet, where the text or its metadata state one")
    title: str | None = Field(description="headline as written")
    subtitle: str | None = Field(description="standfirst as written")
    section: str | None = Field(description="section label as written, such as Business")
    authors: list[str] = Field(description="names in the byline; empty when none is stated")
    dateline: str | None = Field(description="place (and agency) at the head of the story, as written")
    published_at: AwareDatetime | None = Field(description="instant of publication (UTC); NULL unless date, time and zone are all known")
    published_date: date | None = Field(
        description="calendar day of publication, whenever one is known; dates in the text are anchored on it"
    )
    published_text: str | None = Field(description="publication date as written")
    fetched_at: AwareDatetime | None = Field(description="when newsledger or a crawl fetched it (UTC), where that is known")
    body_basis: BodyBasis = Field(
        description="full, or what the source gave of the body: summary (a feed) or truncated (cut by the source)"
    )
    published_precision: PublishedPrecision | None = Field(description="how fine the stated date is")
    published_basis: PublishedBasis | None = Field(description="stated in the text, metadata of the source, or inferred")
    language: str | None = Field(description="ISO 639-1 code of the body, NULL when it cannot be told")
    text: str = Field(description="the decoded input, unchanged; every offset counts into it")
    body_spans: list[Span] = Field(description="the parts of the text that are the story, in order")
    marked_spans: list[MarkedSpan] = Field(description="every non-blank line of the text with what it was taken for, junk included")
    word_count: Count = Field(description="words of the body")
    duplicate_of: Id | None = Field(description="article this one is a copy of, by near-duplicate detection")
    similarity: Share | None = Field(description="share of text in common with `duplicate_of` or the nearest article")


class QuoteRow(Row):
    """One attribution in one article: who said what, by which words. A quote broken by its tag is one row."""

    table: ClassVar[str] = "quotes"
    key: ClassVar[tuple[str, ...]] = ("quote_id",)
    order: ClassVar[tuple[str, ...]] = ("article_id", "start_char", "quote_id")
    spans: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("text", "start_char", "end_char"),
        ("speaker_text", "speaker_start", "speaker_end"),
        ("cue_text", "cue_start", "cue_end"),
        ("addressee_text", "addressee_start", "addressee_end"),
    )
    references: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("article_id", "articles", "article_id"),
        ("speaker_id", "entities", "entity_id"),
        ("addressee_id", "entities", "entity_id"),
        ("parent_quote_id", "quotes", "quote_id"),
    )

    quote_id: Id = Field(description="hash of article, offsets and cue")
    article_id: Id = Field(description="the article it stands in")
    kind: QuoteKind = Field(description="direct (inside quotation marks), indirect (reported), or mixed")
    cue_class: CueClass = Field(description="speech (said, written, demanded …) or attitude (thought, hoped, wanted, supported …)")
    negated: bool = Field(description="true when the attitude is denied to the speaker ('does not believe that …')")
    text: Text = Field(description="the words from first to last fragment, with a speech tag that breaks them")
    start_char: Offset = Field(description="start of the first fragment")
    end_char: Offset = Field(description="end of the last fragment")
    fragments: Annotated[list[Span], Field(min_length=1)] = Field(
        description="the parts that are content, without speech tags and outer marks"
    )
    speaker_text: Text | None = Field(description="the words that name the speaker")
    speaker_start: Offset | None = Field(description="start of speaker_text")
    speaker_end: Offset | None = Field(description="end of speaker_text")
    speaker_id: Id | None = Field(description="the entity that speaks")
    speaker_anonymous: bool = Field(description="true when the text withholds the speaker's name ('a senior official')")
    cue_text: Text | None = Field(description="the word that reports the speech, such as said or according to")
    cue_start: Offset | None = Field(description="start of cue_text")
    cue_end: Offset | None = Field(description="end of cue_text")
    addressee_text: Text | None = Field(description="to whom it was said, where the text says so")
    addressee_start: Offset | None = Field(description="start of addressee_text")
    addressee_end: Offset | None = Field(description="end of addressee_text")
    addressee_id: Id | None = Field(description="the entity that is spoken to")
    parent_quote_id: Id | None = Field(
        description="the quote that contains this one, or by which an outlet passes on the words of this source"
    )
    confidence: Share = Field(description="the extractor's own estimate that content and speaker are right")
    extractor: str = Field(description="name of the extractor")
    extractor_version: str = Field(description="version of the extractor")

    @model_validator(mode="after")
    def _inside(self) -> Self:
        ends = [(f.start_char, f.end_char) for f in self.fragments]
        if min(s for s, _ in ends) < self.start_char or max(e for _, e in ends) > self.end_char:
            raise ValueError("a fragment reaches beyond the quote")
        if any(end > start for (_, end), (start, _) in pairwise(ends)):
            raise ValueError("fragments overlap or are out of order")
        return self


class EventMentionRow(Row):
    """One event told in one article: what (PLOVER type), whether it happened (status), when, where and who says so."""

    table: ClassVar[str] = "event_mentions"
    key: ClassVar[tuple[str, ...]] = ("mention_id",)
    order: ClassVar[tuple[str, ...]] = ("article_id", "trigger_start", "mention_id")
    spans: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("trigger_text", "trigger_start", "trigger_end"),
        ("date_text", "date_text_start", "date_text_end"),
        ("place_text", "place_start", "place_end"),
    )
    references: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("article_id", "articles", "article_id"),
        ("quote_id", "quotes", "quote_id"),
        ("condition_id", "event_mentions", "mention_id"),
    )

    mention_id: Id = Field(description="hash of article, trigger offsets and type")
    article_id: Id = Field(description="the article it stands in")
    event_type: EventType = Field(description="PLOVER event type")
    cameo_root: Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1\d|20)$")] = Field(description="two-digit CAMEO root code")
    mode: str | None = Field(description="PLOVER mode, where the words make it clear, such as phone or airstrike")
    trigger_text: Text = Field(description="the word or words that tell the event")
    trigger_start: Offset = Field(description="start of trigger_text")
    trigger_end: Offset = Field(description="end of trigger_text")
    sentence_start: Offset = Field(description="start of the sentence around it")
    sentence_end: Offset = Field(description="end of the sentence around it")
    status: Status = Field(description="occurred, ongoing, scheduled, planned, demanded, threatened, denied or hypothetical")
    negated: bool = Field(description="true when the text says that it did not or will not happen")
    factuality: Annotated[float, Field(ge=-3, le=3)] = Field(
        description="how far the text commits to it: 3 certain, 0 open, -3 certainly not"
    )
    date_start: date | None = Field(description="first day of the event")
    date_end: date | None = Field(description="last day of the event; NULL with date_start given means open")
    date_granularity: Granularity | None = Field(description="how fine the date is")
    date_basis: DateBasis | None = Field(
        description="stated beside the trigger, inferred from its surroundings, or linked: added by linking, the day that all dated tellings of the event agree on"
    )
    date_text: Text | None = Field(description="the words the date was read from")
    date_text_start: Offset | None = Field(description="start of date_text")
    date_text_end: Offset | None = Field(description="end of date_text")
    place_text: Text | None = Field(description="where it happens, as written")
    place_start: Offset | None = Field(description="start of place_text")
    place_end: Offset | None = Field(description="end of place_text")
    place_country: Country | None = Field(description="ISO 3166 alpha-3 code of the place")
    quote_id: Id | None = Field(description="the quote that tells it; NULL means the article itself does")
    condition_id: Id | None = Field(description="the mention that stands in its if-clause: what it depends on")
    confidence: Share = Field(description="the probability that type and every party are right (docs/extraction.md says how it is made)")
    extractor: str = Field(description="name of the extractor")
    extractor_version: str = Field(description="version of the extractor")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.date_start and self.date_end and self.date_end < self.date_start:
            raise ValueError(f"event ends on {self.date_end}, before its start {self.date_start}")
        if not self.sentence_start <= self.trigger_start < self.trigger_end <= self.sentence_end:
            raise ValueError("the trigger lies outside its sentence")
        return self


class EventActorRow(Row):
    """One participant of one event mention."""

    table: ClassVar[str] = "event_actors"
    key: ClassVar[tuple[str, ...]] = ("mention_id", "role", "entity_id", "start_char")
    order: ClassVar[tuple[str, ...]] = ("article_id", "mention_id", "role", "start_char", "entity_id")
    spans: ClassVar[tuple[tuple[str, str, str], ...]] = (("text", "start_char", "end_char"),)
    references: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("mention_id", "event_mentions", "mention_id"),
        ("entity_id", "entities", "entity_id"),
    )

    mention_id: Id = Field(description="the event mention")
    article_id: Id = Field(description="the article it stands in")
    role: ActorRole = Field(description="source (who acts), target (to whom), or participant where the act is mutual")
    entity_id: Id = Field(description="the entity that takes part")
    text: Text = Field(description="the words that name it")
    start_char: Offset = Field(description="start of text")
    end_char: Offset = Field(description="end of text")
    basis: ActorBasis = Field(
        description="stated: named beside the trigger; inherited: from another mention of the same event in the article; inferred: what is demanded is up to those it is demanded of, and who is threatened with an act is whom it would be done to; implicit: the figure of the article that is likeliest, where the words leave it open (docs/extraction.md)"
    )
    confidence: float | None = Field(
        default=None, ge=0, le=1, description="the model's probability, for those that are implicit; NULL otherwise"
    )


class EntityRow(Row):
    """One person, organisation, government, place, group or anonymous voice, as one article shows it.

    The view `entities` has one row per entity over all articles.
    """

    table: ClassVar[str] = "entities"
    key: ClassVar[tuple[str, ...]] = ("entity_id", "article_id")
    order: ClassVar[tuple[str, ...]] = ("article_id", "name", "entity_id")
    references: ClassVar[tuple[tuple[str, str, str], ...]] = (("article_id", "articles", "article_id"),)

    entity_id: Id = Field(description="hash of kind and name; for an anonymous voice also of its article")
    article_id: Id = Field(description="an article that names it")
    name: Text = Field(description="fullest name met, or the description of an anonymous voice")
    kind: EntityKind = Field(description="person, organization, government, place, group or anonymous")
    country: Country | None = Field(description="ISO 3166 alpha-3 code it belongs to")
    sector: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] | None = Field(description="CAMEO agent code, such as GOV or MIL")
    role_text: str | None = Field(description="office as the text gives it, such as Kremlin spokesman")
    aliases: list[str] = Field(description="other surface forms met; for well-known bodies also their usual names and initials")


class EntityMentionRow(Row):
    """One mention of an entity in one article."""

    table: ClassVar[str] = "entity_mentions"
    key: ClassVar[tuple[str, ...]] = ("article_id", "entity_id", "start_char", "end_char")
    order: ClassVar[tuple[str, ...]] = ("article_id", "start_char", "end_char", "entity_id")
    spans: ClassVar[tuple[tuple[str, str, str], ...]] = (("text", "start_char", "end_char"),)
    references: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("article_id", "articles", "article_id"),
        ("entity_id", "entities", "entity_id"),
    )

    article_id: Id = Field(description="the article it stands in")
    entity_id: Id = Field(description="the entity that is meant")
    text: Text = Field(description="the words of the mention")
    start_char: Offset = Field(description="start of text")
    end_char: Offset = Field(description="end of text")
    form: MentionForm = Field(description="name, nominal ('the official') or pronoun")


class RejectRow(Row):
    """One thing that was not accepted, and why."""

    table: ClassVar[str] = "rejects"
    key: ClassVar[tuple[str, ...]] = ("batch_id", "source_uri", "stage", "error_type", "record")
    order: ClassVar[tuple[str, ...]] = ("source_uri", "stage", "error_type", "record")

    source_uri: str = Field(description="path or URL of the input")
    article_id: Id | None = Field(description="the article a rejected row belonged to, or the one a duplicate repeats")
    unit: RejectUnit = Field(description="input (a whole article) or row (one quote or event of an accepted article)")
    stage: Stage = Field(description="read, clean, extract, validate or land")
    error_type: Text = Field(description="short name of the reason, such as InvalidEncoding or Duplicate")
    message: Text = Field(description="what is wrong and what to do next")
    record: str = Field(description="what is known of the rejected thing, as JSON")


class Term(Record):
    """A term that an article is known by, with its weight (the squares of all weights sum to 1)."""

    term: str = Field(description="stem of a word")
    weight: float = Field(description="tf-idf weight")


class ArticleLinkRow(Row):
    """What an article has to do with others: its story, and the article it is a copy of."""

    table: ClassVar[str] = "article_links"
    key: ClassVar[tuple[str, ...]] = ("article_id",)
    order: ClassVar[tuple[str, ...]] = ("day", "article_id")
    references: ClassVar[tuple[tuple[str, str, str], ...]] = (
        ("article_id", "articles", "article_id"),
        ("duplicate_of", "articles", "article_id"),
        ("story_article", "articles", "article_id"),
    )

    article_id: Id = Field(description="the article")
    story_id: Id = Field(description="the story it tells, shared by articles of neighbouring days about the same")
    story_article: Id = Field(description="the article of the story with the least id; the story's id is made from it")
    day: date | None = Field(description="the day it was published, which stories are told apart by")
    inferred_day: date | None = Field(
        description="for an undated article: the middle one of its story's days, or the day after the last event that it tells as past"
    )
    duplicate_of: Id | None = Field(description="the earliest article that this one is a copy of")
    similarity: Share | None = Field(
        description="greatest share of words (Jaccard, function words left out) that it has in common with another"
    )
    terms: list[Term] = Field(description="the terms it is known by, the strongest first; articles of one story are looked up by these")
    bands: list[int] = Field(description="hashes of its words (bands of a MinHash); copies are looked up by these")


class EntityLinkRow(Row):
    """Which entity is meant where an article shows one: spellings, short names and initials lead to one id."""

    table: ClassVar[str] = "entity_links"
    key: ClassVar[tuple[str, ...]] = ("article_id", "entity_id")
    order: ClassVar[tuple[str, ...]] = ("article_id", "entity_id")
    references: ClassVar[tuple[tuple[str, str, str], ...]] = (("article_id", "articles", "article_id"),)

    article_id: Id = Field(description="the article")
    entity_id: Id = Field(description="the entity as the article shows it (entity_sightings)")
    canonical_id: Id = Field(description="the entity it is, over all articles")
    named_id: Id = Field(description="the entity that its name alone gives; a surname or initials may be somebody else in a story")
    keys: list[str] = Field(description="what other spellings of its name are looked up by; the last is the folded name")


class EventLinkRow(Row):
    """Which event a mention tells."""

    table: ClassVar[str] = "event_links"
    key: ClassVar[tuple[str, ...]] = ("mention_id",)
    order: ClassVar[tuple[str, ...]] = ("event_id", "mention_id")
    references: ClassVar[tuple[tuple[str, str, str], ...]] = (("mention_id", "event_mentions", "mention_id"),)

    article_id: Id = Field(description="the article of the mention")
    mention_id: Id = Field(description="the mention")
    event_id: Id = Field(description="the event; hash of its mention with the least id")
    score: Share | None = Field(description="mean likeness to the others of the event; NULL where it is the only one")
    date_start: date | None = Field(description="first day, where linking found it")
    date_end: date | None = Field(description="last day, likewise")
    date_granularity: Granularity | None = Field(description="how fine that date is")
    date_basis: LinkedDateBasis | None = Field(
        default=None, description="inferred: read with the day of the story of an undated article; linked: told elsewhere of the event"
    )


class StatementLinkRow(Row):
    """Which utterance a quote gives."""

    table: ClassVar[str] = "statement_links"
    key: ClassVar[tuple[str, ...]] = ("quote_id",)
    order: ClassVar[tuple[str, ...]] = ("statement_id", "quote_id")
    references: ClassVar[tuple[tuple[str, str, str], ...]] = (("quote_id", "quotes", "quote_id"),)

    article_id: Id = Field(description="the article of the quote")
    quote_id: Id = Field(description="the quote")
    statement_id: Id = Field(description="the statement; hash of its quote with the least id")
    score: Share | None = Field(description="mean likeness to the others of the statement; NULL where it is the only one")


TABLES: dict[str, type[Row]] = {
    model.table: model
    for model in (
        BatchRow,
        ArticleRow,
        QuoteRow,
        EventMentionRow,
        EventActorRow,
        EntityRow,
        EntityMentionRow,
        RejectRow,
        ArticleLinkRow,
        EntityLinkRow,
        EventLinkRow,
        StatementLinkRow,
    )
}
LINKS = ("article_links", "entity_links", "event_links", "statement_links")  # derived from the others, written by linking
