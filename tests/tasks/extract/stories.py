"""Made-up stories: what the rules find of events in a sentence or two."""

from typing import Any

from schemas.records import Article, Document
from tasks.clean import clean
from tasks.extract.rules import RulesExtractor

RULES = RulesExtractor()
HEAD = "River talks falter\n\n30 December 2021\n\n"
FILL = "\n\nThe river has been the border of the two countries for eighty years and floods the plain each spring."


def events(story: str) -> list[dict[str, Any]]:
    """Mentions of a story with `actors`: (role, name, basis)."""
    article = clean(Document("made.txt", "text", HEAD + story + FILL, ""))
    assert isinstance(article, Article)
    (found,) = RULES.extract([article])
    names = {e["entity_id"]: e["name"] for e in found.entities}
    rows = []
    for mention in found.event_mentions:
        actors = [(a["role"], names[a["entity_id"]], a["basis"]) for a in found.event_actors if a["mention_id"] == mention["mention_id"]]
        rows.append({**mention, "actors": actors})
    return rows


def first(story: str, event_type: str) -> dict[str, Any]:
    return next(e for e in events(story) if e["event_type"] == event_type and e["trigger_start"] > len(HEAD))
