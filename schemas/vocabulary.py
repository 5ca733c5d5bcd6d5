"""The closed word lists of the data contract, as types that pydantic and mypy both check."""

from typing import Literal, get_args

EventType = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "COOPERATE",
    "AID",
    "CONCEDE",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "RETREAT",
]
Status = Literal["occurred", "ongoing", "scheduled", "planned", "demanded", "threatened", "denied", "hypothetical"]
QuoteKind = Literal["direct", "indirect", "mixed"]
CueClass = Literal["speech", "attitude"]
EntityKind = Literal["person", "organization", "government", "place", "group", "anonymous"]
MentionForm = Literal["name", "nominal", "pronoun"]
ActorRole = Literal["source", "target", "participant"]
ActorBasis = Literal["stated", "inherited", "inferred", "implicit"]
Granularity = Literal["day", "week", "part-of-month", "month", "quarter", "season", "year", "approximate"]
DateBasis = Literal["stated", "inferred", "linked"]
LinkedDateBasis = Literal["inferred", "linked"]
PublishedPrecision = Literal["second", "minute", "day", "month", "year"]
PublishedBasis = Literal["stated", "metadata", "inferred"]
BodyBasis = Literal["full", "summary", "truncated"]
SpanKind = Literal[
    "title", "subtitle", "section", "byline", "dateline", "published", "caption", "paragraph", "heading", "list_item", "junk"
]
Stage = Literal["read", "clean", "extract", "validate", "land"]
RejectUnit = Literal["input", "row"]

EVENT_TYPES: tuple[str, ...] = get_args(EventType)
PAST: frozenset[str] = frozenset({"occurred", "ongoing"})  # statuses of what is told as real
TO_COME: frozenset[str] = frozenset({"scheduled", "planned"})  # and of what is still to come
