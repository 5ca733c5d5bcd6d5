"""Dumps of articles: fields by any of their names, and a reason for every line that is no article."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.ingest import ingest_direct
from schemas.records import Document, Reject
from tasks.clean import clean
from tasks.read import read_path
from tasks.read.records import read_line
from warehouse.store import ParquetStore

TEXT = "The dam above Northtown held after a night of rain, the mayor said on Monday. “We are safe,” Anna Lee told reporters."
DUMPS = [
    ("news-please", {"maintext": TEXT, "date_publish": "2021-12-30 15:30:00", "source_domain": "mail.example", "authors": ["Bo Ek"]}),
    ("NewsAPI", {"content": TEXT, "publishedAt": "2021-12-30T15:30:00Z", "source": {"id": None, "name": "mail.example"}, "author": "Bo Ek"}),
    ("Event Registry", {"body": TEXT, "dateTimePub": "2021-12-30T15:30:00Z", "source": {"uri": "mail.example"}, "authors": [{"name": "Bo Ek"}]}),
    ("feed", {"text": TEXT, "published": "Thu, 30 Dec 2021 15:30:00 GMT", "publisher": "mail.example", "byline": "By Bo Ek"}),
]  # fmt: skip


@pytest.mark.parametrize("record", [r for _, r in DUMPS], ids=[n for n, _ in DUMPS])
def test_fields_by_their_names_in_common_dumps(record: dict[str, object]) -> None:
    document = read_line(json.dumps(record | {"title": "Dam holds", "url": "https://mail.example/dam"}).encode(), "d.jsonl#L1")
    assert isinstance(document, Document)
    article = clean(document)
    assert not isinstance(article, Reject)
    assert (article.text, article.title, article.publisher, article.authors) == (TEXT, "Dam holds", "mail.example", ("Bo Ek",))
    assert document.url == "https://mail.example/dam"
    assert article.published is not None
    assert (article.published.day, article.published.basis) == (date(2021, 12, 30), "metadata")
    zoned = "Z" in json.dumps(record) or "GMT" in json.dumps(record)
    assert article.published.instant == (datetime(2021, 12, 30, 15, 30, tzinfo=UTC) if zoned else None)


STAMPS = [
    ("2021-12-30T15:30:00.000Z", "15:30"),
    ("2021-12-30T15:30:00-0500", "20:30"),
    ("20211230T153000Z", "15:30"),
    ("Thu, 30 Dec 2021 10:30:00 -0500", "15:30"),
    (1640878200, "15:30"),
    ("1640878200000", "15:30"),
    ("2021/12/30 15:30:00", None),
    ("2021-12-30", None),
]


@pytest.mark.parametrize(("stamp", "time"), STAMPS, ids=[str(s) for s, _ in STAMPS])
def test_stamps_keep_their_zone(stamp: str | int, time: str | None) -> None:
    document = read_line(json.dumps({"text": TEXT, "published_at": stamp}).encode(), "d.jsonl#L1")
    assert isinstance(document, Document)
    article = clean(document)
    assert not isinstance(article, Reject)
    assert article.published is not None
    assert article.published.day == date(2021, 12, 30)
    instant = article.published.instant
    assert (f"{instant:%H:%M}" if instant else None) == time


BAD = [
    (b'{"text": "cut', "InvalidJSON"),
    (b"[1, 2]", "InvalidJSON"),
    (b"[" * 100_000, "InvalidJSON"),
    (b'{"url": "https://a.example", "title": "only a link"}', "NoText"),
    (b'{"text": "  "}', "NoText"),
    (b'{"text": 7}', "NoText"),
    ('{"text": "Café"}'.encode("latin-1"), "InvalidEncoding"),
    (b'{"text": "half \\ud83d of it"}', "BinaryFile"),
]


@pytest.mark.parametrize(("line", "error"), BAD, ids=[f"{n} {e}" for n, (_, e) in enumerate(BAD)])
def test_a_line_that_is_no_article_says_why(line: bytes, error: str) -> None:
    result = read_line(line, "d.jsonl#L7")
    assert isinstance(result, Reject)
    assert (result.error_type, result.stage) == (error, "read")
    assert "d.jsonl#L7" in result.message


def test_a_long_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    lines = [json.dumps({"text": f"{TEXT} {n}"}) for n in range(7)]
    lines[3] = json.dumps({"text": "a" * 5_000})
    path.write_text("\n".join([*lines[:5], "", *lines[5:]]), encoding="utf-8")
    found = list(read_path(path, max_bytes=1_000))
    assert [r.error_type if isinstance(r, Reject) else r.text[-1] for r in found] == ["0", "1", "2", "TooLarge", "4", "5", "6"]
    assert [r.source_uri[-3:] for r in found] == ["#L1", "#L2", "#L3", "#L4", "#L5", "#L7", "#L8"]


def test_a_dump_lands_with_what_it_states_and_rejects_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "d.jsonl"
    lines = [json.dumps(record | {"title": name, "url": f"https://mail.example/{name}"}) for name, record in DUMPS]
    path.write_text("\n".join([*lines, lines[0], '{"title": "no body"}']), encoding="utf-8")
    (tmp_path / "empty.jsonl").write_text("")
    landing = ingest_direct([str(tmp_path / "d.jsonl"), str(tmp_path / "empty.jsonl")], str(tmp_path / "wh"))
    assert (landing.read_count, landing.accepted_count, landing.duplicate_count, landing.rejected_count) == (7, 4, 1, 2)
    with ParquetStore(tmp_path / "wh").connect() as connection:
        told = connection.execute(
            "SELECT title, publisher, published_date, published_basis, source_format FROM articles ORDER BY 1"
        ).fetchall()
        reasons = connection.execute("SELECT error_type FROM rejects WHERE stage = 'read' ORDER BY 1").fetchall()
    assert told == [(name, "mail.example", date(2021, 12, 30), "metadata", "jsonl") for name, _ in sorted(DUMPS)]
    assert reasons == [("EmptyFile",), ("NoText",)]
