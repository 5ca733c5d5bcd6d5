"""Made-up rows, and a landing of them, for the tests of the warehouse (also run as a process that may be killed)."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from schemas.records import Reject, stable_id
from warehouse.landing import BatchDraft, Landing
from warehouse.manifest import BatchVersion
from warehouse.store import ParquetStore

V1 = BatchVersion(pipeline_version="0.1", extractor="rules", extractor_version="1")
V2 = V1.model_copy(update={"extractor_version": "2"})


def article(number: int) -> dict[str, object]:
    text = f"Story {number}. “Dam {number} holds,” said Ann Lee of Norland’s water board."
    return {
        "article_id": stable_id("article", "", text),
        "source_uri": f"made/{number}.txt",
        "source_format": "text",
        "title": f"Story {number}",
        "authors": [],
        "published_date": date(2021, 1, 1 + number % 28),
        "text": text,
        "body_basis": "full",
        "body_spans": [{"start_char": 0, "end_char": len(text)}],
        "marked_spans": [],
        "word_count": 9,
    }


def quote(number: int, version: BatchVersion) -> dict[str, object]:
    of = article(number)
    start = str(of["text"]).index("Dam")
    words = f"Dam {number} holds"
    return {
        "quote_id": stable_id("quote", of["article_id"]),
        "article_id": of["article_id"],
        "kind": "direct",
        "cue_class": "speech",
        "negated": False,
        "text": words,
        "start_char": start,
        "end_char": start + len(words),
        "fragments": [{"start_char": start, "end_char": start + len(words)}],
        "speaker_anonymous": False,
        "confidence": 0.9,
        "extractor": version.extractor,
        "extractor_version": version.extractor_version,
    }


def land(root: Path, name: str, numbers: list[int], version: BatchVersion = V1) -> Landing:
    """Land a batch called `name` with one article and one quote per number, and one reject."""
    store = ParquetStore(root)
    with store.stage() as staging:
        staging.add({"articles": [article(n) for n in numbers], "quotes": [quote(n, version) for n in numbers]})
        staging.add_rejects([Reject(f"{name}.bin", "read", "BinaryFile", "not text")])
        draft = BatchDraft(stable_id("batch", name), name, datetime.now(UTC), len(numbers) + 1, 0, 1, version)
        return store.land(staging, draft)


if __name__ == "__main__":
    land(Path(sys.argv[1]), sys.argv[2], [int(n) for n in sys.argv[3].split(",")], V2 if sys.argv[4:] == ["2"] else V1)
