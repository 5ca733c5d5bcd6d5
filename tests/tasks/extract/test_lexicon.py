"""events.toml: every entry finds its own example, and mistakes are named when the list is loaded."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from schemas.records import Line
from schemas.vocabulary import EVENT_TYPES
from tasks.annotate import load_model, paragraph_of
from tasks.extract import lexicon
from tasks.extract.events import find_events
from tasks.extract.lexicon import check_lexicons, read_toml, read_triggers

RAW = tomllib.loads(resources.files("tasks.extract").joinpath("lexicons", "events.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", RAW["entry"], ids=[e["example"] for e in RAW["entry"]])
def test_every_entry_finds_its_example(entry: dict[str, Any]) -> None:
    text = entry["example"]
    paragraph = paragraph_of(Line(0, len(text), "paragraph"), 0, load_model()(text))
    assert (entry["type"], entry["root"]) in {(e.event_type, e.trigger.root) for e in find_events(paragraph, text)}


def test_every_type_has_an_entry() -> None:
    assert {e["type"] for e in RAW["entry"]} == set(EVENT_TYPES)


GOOD = {"type": "AID", "root": "07", "frame": "directed", "verbs": ["send {goods}"], "prepositions": ["to"], "example": "They sent food."}


def test_choices_and_sets_are_spelled_out() -> None:
    found = read_triggers({"sets": {"goods": "food tent"}, "entry": [{**GOOD, "verbs": ["send|ship {goods}|medicine"]}]})
    assert found["ship"][0].words[1] == frozenset({"food", "tent", "medicine"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "HELP"}, "type must be one of"),
        ({"root": "21"}, "CAMEO root"),
        ({"frame": "both"}, "frame must be"),
        ({"example": ""}, "example sentence is missing"),
        ({"nuons": ["help"]}, "unknown key 'nuons'"),
        ({"verbs": []}, "neither verbs nor nouns"),
        ({"verbs": ["send {godos}"]}, "no set is named 'godos'"),
        ({"verbs": ["send|build up|move {goods}"]}, "'up|move' is a choice between single words"),
    ],
)
def test_a_mistake_is_named(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_triggers({"sets": {"goods": "food"}, "entry": [{**GOOD, **change}]})


def test_a_table_that_is_none_and_a_file_that_is_no_toml_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"events\.toml: unknown key 'entries'"):
        read_triggers({"entry": [], "entries": []})
    (tmp_path / "events.toml").write_text("[[entry]")
    monkeypatch.setattr(lexicon, "_lexicons", lambda: tmp_path)
    with pytest.raises(ValueError, match=r"^events\.toml: "):
        read_toml("events.toml")


def test_another_state_of_the_lexicons_has_another_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = check_lexicons()
    assert check_lexicons() == before
    (tmp_path / "events.toml").write_text("# one more word")
    monkeypatch.setattr(lexicon, "_lexicons", lambda: tmp_path)
    assert check_lexicons() != before
