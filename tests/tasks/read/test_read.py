"""Reading files: what is text comes through untouched, what is not is rejected with a reason."""

import os
from pathlib import Path

import pytest

from schemas.records import Document, Reject
from tasks.read import NothingToRead, check_paths, discover, read_path


def read_document(path: Path, max_bytes: int = 10_000_000) -> Document | Reject:
    (result,) = read_path(path, max_bytes)
    return result


BAD = [
    ("empty.txt", b" \n", "EmptyFile"),
    ("binary.txt", b"MZ\x00\x01" * 20, "BinaryFile"),
    ("latin.txt", "Café".encode("latin-1"), "InvalidEncoding"),
    ("cut.txt", "Café".encode()[:-1], "InvalidEncoding"),
    ("line.txt", b"a" * 1_500_000, "LineTooLong"),
    ("page.pdf", b"%PDF-1.7", "UnknownFormat"),
]


@pytest.mark.parametrize(("name", "data", "error"), BAD, ids=[b[0] for b in BAD])
def test_bad_files_are_rejected_with_the_next_step(tmp_path: Path, name: str, data: bytes, error: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = read_document(tmp_path / name)
    assert isinstance(result, Reject)
    assert (result.stage, result.error_type, result.unit) == ("read", error, "input")
    assert name in result.message


def test_too_large_and_vanished(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"word " * 1000)
    big = read_document(tmp_path / "big.txt", max_bytes=1000)
    gone = read_document(tmp_path / "gone.txt")
    assert isinstance(big, Reject)
    assert isinstance(gone, Reject)
    assert (big.error_type, gone.error_type) == ("TooLarge", "Vanished")


def test_text_is_not_touched(tmp_path: Path) -> None:
    text = "\ufeffA\r\nb\u00a0c\u2028d\t“e”\n\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    result = read_document(tmp_path / "a.txt")
    assert isinstance(result, Document)
    assert result.text == text


def test_folders_are_searched_in_order_and_missing_paths_rejected(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden/d.txt", "SOURCES.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = list(discover([str(tmp_path), str(tmp_path / "nowhere")]))
    assert [p.name for p in found if isinstance(p, Path)] == ["a.txt", "b.txt", "c.txt"]
    assert [r.error_type for r in found if isinstance(r, Reject)] == ["MissingPath"]


def test_a_file_name_that_is_no_utf8_is_stored_readably(tmp_path: Path) -> None:
    name = os.fsdecode(b"bad\xff.txt")
    (tmp_path / name).write_text("The dam held.")
    result = read_document(tmp_path / name)
    assert isinstance(result, Document)
    assert result.source_uri.endswith("bad\\xff.txt")


def test_a_link_that_leads_nowhere_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (found,) = discover([str(tmp_path)])
    assert isinstance(found, Path)
    assert isinstance(read_document(found), Reject)


def test_nothing_but_missing_paths_is_an_error() -> None:
    with pytest.raises(NothingToRead, match="no such file or folder: nowhere"):
        check_paths(["nowhere"])
