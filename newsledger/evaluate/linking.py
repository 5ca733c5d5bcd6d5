"""Scores of linking: `newsledger evaluate linking` and `newsledger evaluate coreference`.

Linking: gold mentions with their gold type, parties, days and status, linked by `tasks.link.events` as landed ones are, against their
`real_world_event_id`. Coreference: gold mentions of ECB+ (Cybulska and Vossen, 2014) as words in documents, clusters of documents
predicted; only words can decide there.
"""

import re
from pathlib import Path

from newsledger.evaluate.clusters import b_cubed, coreference_measures, mean_f1, pairwise
from newsledger.evaluate.events import interval
from newsledger.evaluate.scores import Score
from newsledger.evaluate.texts import Record, read_records
from tasks.link.coreference import Told, cluster
from tasks.link.events import Mention, link_mentions


def evaluate_linking(gold: Path) -> list[Score]:
    """Pairwise and B³ scores of events linked over all articles of a gold file, which are taken to tell one story.

    Raises ValueError for records without the fields of gold events.
    """
    records = read_records(gold)
    wanted = {"doc_id", "plover_type", "source", "target", "status", "trigger_text", "real_world_event_id"}
    for number, record in enumerate(records, 1):
        if not wanted <= record.keys():
            raise ValueError(f"{gold}, record {number}: wanted are {', '.join(sorted(wanted))}")
    mentions = [_mention(number, record) for number, record in enumerate(records)]
    events = link_mentions(mentions)
    told, found = [r["real_world_event_id"] for r in records], [events[m.mention_id].group for m in mentions]
    return [Score.of("pairwise", pairwise(told, found)), Score.of("b_cubed", b_cubed(told, found))]


def _mention(number: int, record: Record) -> Mention:
    day = re.sub(r"T.*$", "", record.get("date") or "")
    first, last = interval(day) if day else (None, None)
    return Mention(
        f"{number:06d}", record["doc_id"], "story", record["plover_type"], record.get("mode"), record["trigger_text"], record["status"],
        frozenset(record["source"]), frozenset(record["target"]), first, last, record.get("location"), record.get("trigger_start", 0),
    )  # fmt: skip


def evaluate_coreference(docs: Path, gold: Path) -> list[Score]:
    """MUC, B³, CEAF-e and CoNLL (their mean) of gold mentions clustered by their words; raises ValueError for missing fields."""
    documents, mentions = read_records(docs), read_records(gold)
    if not all("sentences" in d for d in documents) or not all("coref_chain" in m for m in mentions):
        raise ValueError(f"{docs} needs doc_id and sentences, {gold} doc_id, sent_id, tokens_str and coref_chain")
    told, found = [m["coref_chain"] for m in mentions], cluster_mentions(documents, mentions)
    measures = coreference_measures(told, found)
    mean = round(mean_f1(measures.values()), 4)
    return [*(Score.of(name, agreement) for name, agreement in measures.items()), Score("conll", mean, mean, mean)]


def cluster_mentions(documents: list[Record], mentions: list[Record]) -> list[tuple[str, str]]:
    """A cluster per mention, by `tasks.link.coreference`."""
    sentences = {(d["doc_id"], s["sent_id"]): " ".join(s["tokens"]) for d in documents for s in d["sentences"]}
    texts = {d["doc_id"]: " ".join(sentences[d["doc_id"], s["sent_id"]] for s in d["sentences"]) for d in documents}
    told = [
        Told(m["doc_id"], (m["sent_id"], m["tokens_number"][0]), m["tokens_str"], sentences[m["doc_id"], m["sent_id"]]) for m in mentions
    ]
    return cluster(told, texts)
