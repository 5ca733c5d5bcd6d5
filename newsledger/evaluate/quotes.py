"""Scores of quotes: `newsledger evaluate quotes`.

Units are fragments: a content in one piece within one line, less marks, punctuation and white space at its edges and a leading
"that". Per article, gold and predicted fragments are matched one to one, best first, by the Dice of their characters. Kinds are
read from the text for both sides: direct when (nearly) all letters stand in quotation marks, indirect when none do, else mixed.
Recall is over gold fragments of a kind (matched with any prediction), precision over predicted ones (matched with any gold).

Where the gold does not annotate quotes within quotes (no record has `parent`), rows with a parent_quote_id are left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsledger.evaluate.scores import Agreement
from newsledger.evaluate.texts import Record, read_gold, read_texts, run
from schemas.records import Extraction
from tasks.extract import Extractor
from tasks.extract.quotes.attribution import Span, kind_of
from tasks.extract.quotes.marks import find_quoted, quoted_mask
from tasks.extract.spelling import fold_name

EDGE = " \t\r\n\u00a0\"“”‘’'«»„‟`,.;:!?-–—…"
ARTICLES = frozenset({"a", "an", "the", "mr", "mrs", "ms", "dr", "of", "and", "in", "for", "at"})
TITLES = ARTICLES | frozenset(
    [
        "president",
        "senator",
        "sen",
        "rep",
        "minister",
        "prime",
        "secretary",
        "gov",
        "governor",
        "sir",
        "dame",
        "justice",
        "judge",
        "former",
        "us",
        "u",
        "s",
    ]
)
MEASURES = ("exact", "overlap", "speaker", "canonical", "both", "both_canonical")
KINDS: dict[str, frozenset[str]] = {
    "direct": frozenset({"direct"}),
    "mixed": frozenset({"mixed"}),
    "indirect": frozenset({"indirect"}),
    "quoted": frozenset({"direct", "mixed"}),
    "all": frozenset({"direct", "mixed", "indirect"}),
}


@dataclass(slots=True)
class Score:
    """Precision, recall and F1 (0 … 1) of one measure for one kind of quote; counts are of fragments.

    Measures: exact (same edges), overlap (Dice ≥ .5), speaker (of the fragments that overlap, those whose speaker's words do),
    canonical (of those whose gold names the speaker, the ones that resolve to that name), both (overlap and speaker), and
    both_canonical (overlap and canonical). Speaker and canonical are shares of matched fragments: precision and recall are one
    figure, and f1 is None where the gold names nobody.
    """

    kind: str
    measure: str
    precision: float
    recall: float
    f1: float | None
    gold: int
    predicted: int


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    kind: str
    speaker: tuple[Span, ...]
    names: tuple[str, ...]  # what the canonical speaker is called
    named: bool  # the gold says who it is


def evaluate_quotes(docs: Path, gold: Path, extractor: Extractor) -> list[Score]:
    """Scores by kind and measure of the whole pipeline on texts (see `texts.read_texts`) with gold records, in the format of
    docs/extraction.md. Raises ValueError for files that do not fit.
    """
    by_doc = read_gold(gold, "a quote", "doc_id", "content_start")
    texts = read_texts(docs, set(by_doc))
    nested = any("parent" in r for records in by_doc.values() for r in records)
    tally = _Tally()
    for name, extraction in run(texts, extractor):
        tally.add(texts[name], by_doc.get(name, []), _rows(extraction, nested))
    return tally.scores()


def _rows(extraction: Extraction, nested: bool) -> list[Record]:
    """Predicted quotes in the format of gold records; `canonical_names` are the names of the speaker's entity."""
    entities = {e["entity_id"]: e for e in extraction.entities}
    rows = []
    for quote in extraction.quotes:
        if quote["parent_quote_id"] is not None and not nested:
            continue
        entity = entities.get(quote["speaker_id"])
        rows.append(
            {
                "content_spans": [[f["start_char"], f["end_char"]] for f in quote["fragments"]],
                "speaker_start": quote["speaker_start"],
                "speaker_end": quote["speaker_end"],
                "canonical_names": [entity["name"], *entity["aliases"]] if entity else [],
            }
        )
    return rows


class _Tally:
    """Counts over articles, by kind and measure."""

    def __init__(self) -> None:
        self.right: dict[tuple[str, str, str], float] = defaultdict(float)  # (kind, measure, side)
        self.total: dict[tuple[str, str, str], int] = defaultdict(int)

    def add(self, text: str, gold: Sequence[Record], predicted: Sequence[Record]) -> None:
        """Count one article."""
        lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
        mask = quoted_mask(len(text), [q for q in find_quoted(text, lines) if q.level == 0])
        golds, predictions = (_units(text, mask, records) for records in (gold, predicted))
        match = _match(golds, predictions)
        back = {j: i for i, j in match.items()}
        for kind, kinds in KINDS.items():
            for i, unit in enumerate(golds):
                if unit.kind in kinds:
                    self._count(kind, "gold", text, unit, predictions[match[i]] if i in match else None, unit)
            for j, unit in enumerate(predictions):
                if unit.kind in kinds:
                    self._count(kind, "predicted", text, golds[back[j]] if j in back else None, unit, unit)

    def _count(self, kind: str, side: str, text: str, gold: _Unit | None, predicted: _Unit | None, unit: _Unit) -> None:
        overlap = gold is not None and predicted is not None and _dice(gold, predicted) >= 0.5
        exact = gold is not None and predicted is not None and (gold.start, gold.end) == (predicted.start, predicted.end)
        speaker = bool(overlap and gold and predicted and _same_words(text, gold.speaker, predicted.speaker))
        canonical = bool(overlap and gold and predicted and (same_name(gold.names, predicted.names) if gold.named else speaker))
        for measure, right in (("exact", exact), ("overlap", overlap), ("both", speaker), ("both_canonical", canonical)):
            self.total[kind, measure, side] += 1
            self.right[kind, measure, side] += right
        if overlap and side == "gold":
            for measure, right, counts in (("speaker", speaker, bool(unit.speaker)), ("canonical", canonical, unit.named)):
                self.total[kind, measure, side] += counts
                self.right[kind, measure, side] += right and counts

    def scores(self) -> list[Score]:
        """Every measure for every kind."""
        found = []
        for kind in KINDS:
            golds, predictions = self.total[kind, "overlap", "gold"], self.total[kind, "overlap", "predicted"]
            for measure in MEASURES:
                recall = _share(self.right[kind, measure, "gold"], self.total[kind, measure, "gold"])
                conditional = measure in ("speaker", "canonical")
                precision = (
                    recall if conditional else _share(self.right[kind, measure, "predicted"], self.total[kind, measure, "predicted"])
                )
                f1 = round(Agreement(precision, recall).f1, 4)
                known = self.total[kind, measure, "gold"] or not conditional
                found.append(Score(kind, measure, round(precision, 4), round(recall, 4), f1 if known else None, golds, predictions))
        return found


def _units(text: str, mask: bytearray, records: Iterable[Record]) -> list[_Unit]:
    units: dict[Span, _Unit] = {}
    for record in records:
        spans = record.get("content_spans") or [[record["content_start"], record["content_end"]]]
        speakers = record.get("speaker_spans") or [[record.get("speaker_start"), record.get("speaker_end")]]
        named = record.get("canonical_names")
        if named is None:
            canonical = record.get("canonical_speaker")
            if canonical is None and record.get("canonical_start") is not None:
                canonical = text[record["canonical_start"] : record["canonical_end"]]
            named = [canonical] if canonical else []
        speaker = tuple((s, e) for s, e in speakers if s is not None and e is not None)
        for start, end in spans:
            if start is None or end is None or not 0 <= start < end <= len(text):
                raise ValueError(f"a content of {record.get('doc_id')} lies outside its text: {start} … {end}")
            for line in re.finditer(r"[^\n]+", text[start:end]):
                edges = _edges(text, mask, start + line.start(), start + line.end())
                if edges is not None and edges not in units:
                    units[edges] = _Unit(*edges, kind_of([edges], mask, text), speaker, tuple(named), bool(named))
    return list(units.values())


def _edges(text: str, mask: bytearray, start: int, end: int) -> Span | None:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    if end - start > 12 and not mask[start] and text[start : start + 5].lower() == "that ":
        return _edges(text, mask, start + 5, end)
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None


def _match(gold: Sequence[_Unit], predicted: Sequence[_Unit]) -> dict[int, int]:
    pairs = sorted(
        ((-_dice(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if g.start < p.end and p.start < g.end)
    )
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in pairs:
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return matched


def _dice(a: _Unit, b: _Unit) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 2 * shared / (a.end - a.start + b.end - b.start) if shared > 0 else 0.0


def _same_words(text: str, gold: Sequence[Span], predicted: Sequence[Span]) -> bool:
    """True when two speaker phrases share a word where it stands, or there is none on either side."""
    if not gold:
        return not predicted
    return bool(_words(text, gold) & _words(text, predicted))


def _words(text: str, spans: Sequence[Span]) -> set[int]:
    return {start + m.start() for start, end in spans for m in re.finditer(r"\w+", text[start:end]) if m.group().lower() not in ARTICLES}


def same_name(gold: Iterable[str], predicted: Iterable[str]) -> bool:
    """True when a name of either list is the same as one of the other, but for titles, articles, spelling of -sky and first names."""
    for one in gold:
        first = [w for w in re.findall(r"\w+", fold_name(one)) if w not in TITLES]
        for other in predicted:
            second = [w for w in re.findall(r"\w+", fold_name(other)) if w not in TITLES]
            if not first or not second:
                if one.strip().lower() == other.strip().lower():
                    return True
            elif set(first) <= set(second) or set(second) <= set(first) or first[-1] == second[-1]:
                return True
    return False


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


def as_rows(scores: Sequence[Score]) -> list[tuple[object, ...]]:
    """The scores as a table: a row per kind, a column per measure with precision / recall / F1 in percent (one share for speaker and
    canonical, '–' where the gold says nothing)."""
    rows: dict[str, list[object]] = {}
    for score in scores:
        row = rows.setdefault(score.kind, [score.kind, score.gold, score.predicted])
        if score.f1 is None:
            row.append("–")
        elif score.measure in ("speaker", "canonical"):
            row.append(f"{100 * score.f1:.1f}")
        else:
            row.append(f"{100 * score.precision:.1f} / {100 * score.recall:.1f} / {100 * score.f1:.1f}")
    return [tuple(row) for row in rows.values()]
