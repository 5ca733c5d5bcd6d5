"""Texts and gold records for measuring, and the pipeline run over them."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from schemas.records import Document, Extraction
from tasks.extract import Extractor
from tasks.process import clean_chunk, extract_chunk

Record = dict[str, Any]


def read_records(path: Path) -> list[Record]:
    """Records of a JSONL file; raises ValueError naming file and line for a line that is no JSON object."""
    records = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise ValueError(f"{path}, line {number}: not JSON ({error}); one object a line is wanted") from error
        if not isinstance(record, dict):
            raise ValueError(f"{path}, line {number}: not a JSON object")
        records.append(record)
    return records


def read_gold(path: Path, what: str, *fields: str) -> dict[str, list[Record]]:
    """Records by their doc_id; raises ValueError for `what` ('an event') lacks one of the fields."""
    by_doc: dict[str, list[Record]] = defaultdict(list)
    for number, record in enumerate(read_records(path), 1):
        if not record.keys() >= set(fields):
            raise ValueError(f"{path}, record {number}: {what} needs {', '.join(fields[:-1])} and {fields[-1]}")
        by_doc[str(record["doc_id"])].append(record)
    return by_doc


def read_texts(path: Path, wanted: set[str]) -> dict[str, str]:
    """Texts by the doc_id that gold records use, from a folder of <doc_id>.txt or a JSONL with `text` and `doc_id` or `id`.

    A doc_id of the form `sha256:<16 hex digits>` is matched by the hash of the text (UTF-8): gold without texts names them so.
    Every text of a JSONL is returned under its doc_id, also one without gold, but of hashed ones only those that are wanted.
    Raises ValueError when a wanted text is missing.
    """
    hashed = any(name.startswith("sha256:") for name in wanted)
    texts: dict[str, str] = {}
    for name, text in _texts(path):
        digest = f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"
        if digest in wanted:
            texts[digest] = text
        elif not hashed and (path.is_file() or name in wanted):
            texts[name] = text
    missing = sorted(wanted - texts.keys())
    if missing:
        raise ValueError(f"{path} has no text for {len(missing)} of {len(wanted)} doc_ids of the gold file, such as {missing[0]!r}")
    return texts


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.is_dir():
        for file in sorted(path.glob("*.txt")):
            yield file.stem, file.read_bytes().decode("utf-8", "replace")
        return
    for record in read_records(path):
        if "text" not in record:
            raise ValueError(f"{path}: a record has no `text`; wanted are objects with `doc_id` and `text`")
        yield str(record.get("doc_id", record.get("id", ""))), record["text"]


def run(texts: dict[str, str], extractor: Extractor) -> Iterable[tuple[str, Extraction]]:
    """(doc_id, extraction) of every text after cleaning, one at a time; a text that is rejected gives an empty one."""
    for name in track(texts, description="reading", console=Console(stderr=True), transient=True):
        articles, _ = clean_chunk([Document(name, "text", texts[name], "")])
        pairs, _ = extract_chunk(articles, extractor)
        yield name, pairs[0][1] if pairs else Extraction()
