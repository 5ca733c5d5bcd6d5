"""What a new batch costs to link among few and among many articles. `python -m benchmarks.linking`.

Warehouses of made-up articles (40 a day, eight to a story, twelve entities, eight events and six quotes each) are linked; then a batch of
40, one in four without a date, lands in each and is linked. Prints CPU-seconds of that linking, commit included, and the ratio of the
larger warehouse's to the smaller's; `lookups` leaves the commit out.
"""

import json
import random
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import track

from flows.steps import link as link_landed
from schemas.records import Values, stable_id
from schemas.settings import Settings
from tasks.link.entities import Overrides
from tasks.link.linking import link
from warehouse.landing import BatchDraft
from warehouse.manifest import BatchVersion
from warehouse.store import ParquetStore

SIZES = (2_000, 20_000)
BATCH = 40
A_DAY, STORY = 40, 8
ENTITIES, EVENTS, QUOTES = 12, 8, 6
TYPES = (("CONSULT", "talks"), ("ASSAULT", "attack"), ("SANCTION", "sanctions"), ("AGREE", "accord"))
VERSION = BatchVersion(pipeline_version="0", extractor="made", extractor_version="1")


def made_word(chance: random.Random) -> str:
    """A word of nine letters that no other story has, but for chance."""
    return "".join(chance.choices("abcdefghiklmnoprstuvz", k=9))


def article(number: int, *, dated: bool = True) -> dict[str, list[Values]]:
    """The rows of one article by table; articles of one story share words, entities and events."""
    story, chance = number // STORY, random.Random(number)
    topic = random.Random(-story - 1)
    words = [made_word(topic) for _ in range(20)]
    text = " ".join([*chance.choices(words, k=80), *(made_word(chance) for _ in range(120))])
    name = stable_id("article", "", text, number)
    common = topic.sample(range(150), 4)
    people = [f"{made_word(topic).title()} {made_word(topic).title()}" for _ in range(ENTITIES - len(common))]
    names = [f"State {n}" for n in common] + people
    ids = [stable_id("entity", n) for n in names]
    day = date(2021, 1, 1) + timedelta(days=number // A_DAY)
    rows: dict[str, list[Values]] = {
        "articles": [{
            "article_id": name, "source_uri": f"made/{number}", "source_format": "text", "title": words[0], "authors": [], "text": text,
            "published_date": day if dated else None, "body_spans": [{"start_char": 0, "end_char": len(text)}], "marked_spans": [],
            "word_count": 200,
        }],
        "entities": [
            {"article_id": name, "entity_id": e, "name": n, "kind": "government" if n[:5] == "State" else "person", "aliases": []}
            for e, n in zip(ids, names, strict=True)
        ],
        "event_mentions": [], "event_actors": [], "quotes": [],
    }  # fmt: skip
    for n in range(EVENTS):
        kind, trigger = topic.choice(TYPES)
        mention = stable_id("mention", name, n)
        rows["event_mentions"].append({
            "mention_id": mention, "article_id": name, "event_type": kind, "trigger_text": trigger, "trigger_start": n, "trigger_end": n + 1,
            "status": "occurred", "date_start": day if dated else None, "date_end": day if dated else None, "confidence": 0.9,
        })  # fmt: skip
        for role in ("source", "target"):
            who = topic.randrange(ENTITIES)
            rows["event_actors"].append({"article_id": name, "mention_id": mention, "role": role, "entity_id": ids[who], "start_char": n})
    for n in range(QUOTES):
        rows["quotes"].append({
            "quote_id": stable_id("quote", name, n), "article_id": name, "speaker_id": ids[n], "cue_class": "speech",
            "fragments": [{"start_char": 20 * n, "end_char": 20 * n + 60}],
        })  # fmt: skip
    return rows


def land(store: ParquetStore, numbers: range, *, undated: int = 0) -> None:
    """Land the articles of these numbers as one batch; with `undated`, one in so many has no date."""
    with store.stage() as staging:
        for start in track(numbers[::500], description=f"{len(numbers)} articles", console=Console(stderr=True), transient=True):
            tables: dict[str, list[Values]] = {}
            for number in range(start, min(start + 500, numbers.stop)):
                for table, rows in article(number, dated=not undated or number % undated > 0).items():
                    tables.setdefault(table, []).extend(rows)
            staging.add(tables)
        count = len(numbers)
        store.land(staging, BatchDraft(stable_id("batch", numbers), "made", datetime.now(UTC), count, 0, 0, VERSION))


def measure(count: int, root: Path) -> dict[str, float]:
    """CPU-seconds of linking everything, and of linking one more batch, in a warehouse of `count` articles."""
    store, settings = ParquetStore(root), Settings(warehouse=root)
    land(store, range(count))
    started = time.process_time()
    link_landed(settings, store)
    everything = time.process_time() - started
    land(store, range(count, count + BATCH), undated=4)
    started = time.process_time()
    with store.linking() as (landed, _):
        links = link(landed, Overrides())
    lookups = time.process_time() - started
    started = time.process_time()
    link_landed(settings, store)
    batch = time.process_time() - started
    return {"articles": count, "all": everything, "lookups": lookups, "batch": batch, "linked_anew": len(links.articles) if links else 0}


def main() -> None:
    """Measure both sizes in one run and print them as JSON, with the ratios of what a batch costs."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (measure(size, Path(folder) / str(size)) for size in SIZES)
    ratios = {name: round(large[name] / small[name], 2) for name in ("lookups", "batch")}
    print(json.dumps({"small": small, "large": large, "ratios": ratios}, indent=1))


if __name__ == "__main__":
    main()
