"""Scores of references: `newsledger evaluate references`.

Gold are phrases without a name, descriptions ('the suspect') and pronouns, with what they refer to in their article: `refers_to` has a
span of the text for each of those meant, `named` is true where these are names, false where the article names nobody.

An entity counts as named when it is a person or a government, or one of its mentions is a name. Precision is the share of right ones
among the annotated phrases that resolve to a named entity, recall the share of those that refer to somebody named.
"""

from collections import defaultdict
from pathlib import Path

from newsledger.evaluate.quotes import same_name
from newsledger.evaluate.scores import CountedScore
from newsledger.evaluate.texts import read_gold, read_texts, run
from schemas.records import Extraction
from tasks.extract import Extractor
from tasks.extract.pronouns import HE, IT, OTHERS, SHE, THEY

PRONOUNS = HE | SHE | IT | THEY | OTHERS


def evaluate_references(docs: Path, gold: Path, extractor: Extractor) -> list[CountedScore]:
    """Scores of descriptions, of pronouns and of both (see the module) on texts as `texts.read_texts` has them; `gold` and `predicted`
    count the phrases that refer to somebody named, and that are resolved to somebody named.

    Raises ValueError for files that do not fit.
    """
    by_doc = read_gold(gold, "a reference", "doc_id", "start", "end", "refers_to", "named")
    texts = read_texts(docs, set(by_doc))
    counts = {measure: [0, 0, 0] for measure in ("descriptions", "pronouns", "all")}  # right, predicted, gold
    for name, extraction in run({n: t for n, t in texts.items() if n in by_doc}, extractor):
        met = _named_at(extraction)
        for record in by_doc[name]:
            wanted = [texts[name][start:end] for start, end in record["refers_to"]]
            found = met.get((record["start"], record["end"]), [])
            right = record["named"] and any(same_name(wanted, names) for names in found)
            pronoun = texts[name][record["start"] : record["end"]].lower() in PRONOUNS
            for measure in ("pronouns" if pronoun else "descriptions", "all"):
                for place, counted in enumerate((right, bool(found), record["named"])):
                    counts[measure][place] += counted
    return [CountedScore.of_counts(measure, *of) for measure, of in counts.items()]


def _named_at(extraction: Extraction) -> dict[tuple[int, int], list[list[str]]]:
    """Names and aliases of the named entities that stand at each span."""
    by_name = {m["entity_id"] for m in extraction.entity_mentions if m["form"] == "name"}
    named = (e for e in extraction.entities if e["entity_id"] in by_name or e["kind"] in ("person", "government"))
    names = {e["entity_id"]: [e["name"], *e["aliases"]] for e in named}
    met: dict[tuple[int, int], list[list[str]]] = defaultdict(list)
    for mention in extraction.entity_mentions:
        if mention["entity_id"] in names:
            met[mention["start_char"], mention["end_char"]].append(names[mention["entity_id"]])
    return met
