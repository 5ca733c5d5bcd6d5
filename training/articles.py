"""What the training scripts share: the annotated articles that may be learned from, and what the rules make of them."""

from collections import defaultdict
from pathlib import Path

from newsledger.evaluate.texts import Record, read_records, read_texts

GOLD = Path(__file__).resolve().parents[1] / "tests" / "gold"
LEXICONS = GOLD.parents[1] / "tasks" / "extract" / "lexicons"
FOLDS = 6


def annotated(wikinews: Path, *, eventless: bool = False) -> tuple[dict[str, str], dict[str, list[Record]]]:
    """(texts, gold events), by doc_id: Wikinews but for its unread part, and the project's own articles.

    With `eventless`, also the articles of wikinews-dev-quotes.jsonl in which the annotator found no event: with an empty list.
    """
    gold: dict[str, list[Record]] = defaultdict(list)
    texts: dict[str, str] = {}
    for docs, name in (
        (wikinews, "wikinews-dev-events.jsonl"),
        (wikinews, "wikinews-seen-events.jsonl"),
        (GOLD / "articles", "articles-events.jsonl"),
    ):
        records = read_records(GOLD / name)
        for record in records:
            gold[str(record["doc_id"])].append(record)
        texts |= read_texts(docs, {str(r["doc_id"]) for r in records})
    if eventless:
        others = {str(r["doc_id"]) for r in read_records(GOLD / "wikinews-dev-quotes.jsonl")} - set(gold)
        texts |= read_texts(wikinews, others)
        gold |= {name: [] for name in others}
    return texts, gold
