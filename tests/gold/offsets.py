"""From what annotators copied out of a text to offsets: `python -m tests.gold.offsets TEXTS ANNOTATIONS OUT [--hide]`.

TEXTS holds <doc_id>.txt, ANNOTATIONS <doc_id>.json as docs/annotation.md describes them. Writes OUT-quotes.jsonl and
OUT-events.jsonl; with --hide no words of the text are written, only offsets, and OUT-docs.jsonl gives the SHA-256 of each text.
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

Record = dict[str, Any]


def locate(text: str, words: str, near: int, first: int = 0, last: int | None = None) -> tuple[int, int]:
    """Offsets of the occurrence of `words` that begins nearest to `near`, within first … last; raises ValueError."""
    end = len(text) if last is None else last
    places = []
    at = text.find(words, first, end)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1, end)
    if not places:
        raise ValueError(f"not found: {words!r}")
    start = min(places, key=lambda p: (abs(p - near), p))
    return start, start + len(words)


def whole(text: str, words: str, near: int) -> tuple[int, int]:
    """As `locate`, but an occurrence that is a word of its own ('he', not the 'he' of 'the') goes first."""
    places = []
    at = text.find(words)
    while at >= 0:
        left = at == 0 or not text[at - 1].isalnum()
        right = at + len(words) == len(text) or not text[at + len(words)].isalnum()
        places.append((not (left and right), abs(at - near), at))
        at = text.find(words, at + 1)
    if not places:
        raise ValueError(f"not found: {words!r}")
    start = min(places)[2]
    return start, start + len(words)


def quotes(doc_id: str, text: str, annotation: Record) -> list[Record]:
    """Quote records with offsets, in the format of `newsledger evaluate quotes`."""
    records = []
    names = {q["n"]: f"{doc_id}-{i:03d}" for i, q in enumerate(annotation["quotes"])}
    reached = 0
    for q in annotation["quotes"]:
        sentence, _ = locate(text, q["sentence"], max(reached, 0))
        reached = sentence
        spans: list[list[int]] = []
        at = sentence
        for fragment in q["content"]:
            start, end = locate(text, fragment, at, first=max(0, sentence - 2000))
            spans.append([start, end])
            at = end
        middle = spans[0][0]
        record: Record = {
            "doc_id": doc_id,
            "quote_id": names[q["n"]],
            "kind": q["kind"],
            "class": q["class"],
            "content_start": spans[0][0],
            "content_end": spans[-1][1],
            "content_spans": spans,
            "anonymous": q["anonymous"],
            "negated": bool(q.get("negated")),
            "parent": names.get(q.get("parent")),
        }
        record["cue_start"], record["cue_end"] = whole(text, q["cue"], middle) if q["cue"] else (None, None)
        anchor = record["cue_start"] if q["cue"] else middle
        for part in ("speaker", "addressee"):
            record[f"{part}_start"], record[f"{part}_end"] = whole(text, q[part], anchor) if q[part] else (None, None)
        canonical = whole(text, q["canonical"], 0) if q["canonical"] else (None, None)
        record["canonical_start"], record["canonical_end"] = canonical
        records.append(record)
    return records


def events(doc_id: str, text: str, annotation: Record, names: list[Record]) -> list[Record]:
    """Event records with offsets, in the format of `newsledger evaluate events`."""
    by_number = {q["n"]: r["quote_id"] for q, r in zip(annotation["quotes"], names, strict=True)}
    records = []
    reached = 0
    for number, e in enumerate(annotation["events"]):
        sentence, end = locate(text, e["sentence"], reached)
        reached = sentence
        start, stop = locate(text, e["trigger"], sentence, first=sentence)
        record = {
            "doc_id": doc_id,
            "event_no": number + 1,
            "trigger_start": start,
            "trigger_end": stop,
            "start": sentence,
            "end": max(end, stop),
            "plover_type": e["type"],
            "source": e["source"],
            "target": e["target"],
            "date": e["date"],
            "status": e["status"],
            "negated": e["negated"],
            "quote_id": by_number.get(e["quote"]),
        }
        record["place_start"], record["place_end"] = whole(text, e["place"], start) if e["place"] else (None, None)
        records.append(record)
    return records


def words_of(record: Record, text: str) -> Record:
    """A record with the words beside their offsets."""
    told = dict(record)
    for part in ("speaker", "cue", "addressee", "canonical", "trigger", "place"):
        if record.get(f"{part}_start") is not None:
            told["canonical_speaker" if part == "canonical" else part] = text[record[f"{part}_start"] : record[f"{part}_end"]]
    if "content_spans" in record:
        told["content"] = [text[s:e] for s, e in record["content_spans"]]
    return told


def main() -> int:
    """Write the records of a folder; 1 when a file cannot be located."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("out")
    parser.add_argument("--hide", action="store_true", help="write offsets only, no words of the texts")
    options = parser.parse_args()
    found: dict[str, list[Record]] = {"quotes": [], "events": [], "docs": []}
    bad = 0
    for path in sorted(options.annotations.glob("*.json")):
        text = (options.texts / f"{path.stem}.txt").read_text(encoding="utf-8")
        annotation = json.loads(path.read_text(encoding="utf-8"))
        try:
            said = quotes(path.stem, text, annotation)
            told = events(path.stem, text, annotation, said)
        except ValueError as error:
            print(f"{path}: {error}", file=sys.stderr)
            bad = 1
            continue
        found["quotes"] += said if options.hide else [words_of(r, text) for r in said]
        found["events"] += told if options.hide else [words_of(r, text) for r in told]
        found["docs"].append({"doc_id": path.stem, "sha256": hashlib.sha256(text.encode()).hexdigest()})
    for name, records in found.items():
        if name != "docs" or options.hide:
            Path(f"{options.out}-{name}.jsonl").write_text(
                "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8"
            )
    return bad


if __name__ == "__main__":
    raise SystemExit(main())
