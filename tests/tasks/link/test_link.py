"""Linking: pair by pair, the same whatever the order, and never what must stay apart."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsledger.evaluate.clusters import b_cubed, ceaf_e, conll, muc, pairwise
from schemas.records import Sighting
from tasks.link.coreference import Told, cluster
from tasks.link.entities import Overrides, entities_by_name, read_overrides
from tasks.link.entities import link_entities as link_stories
from tasks.link.events import Mention, link_mentions
from tasks.link.linking import event_rows, written_after
from tasks.link.statements import Said, link_statements
from tasks.link.stories import Copies, originals, signature_of, story_pairs
from tasks.link.terms import same_family, stem
from tasks.link.union import agglomerate, components

CALL = Mention(
    "m1",
    "a1",
    "s",
    "CONSULT",
    "phone",
    "call",
    "scheduled",
    frozenset({"Lee"}),
    frozenset({"Voss"}),
    date(2021, 12, 30),
    date(2021, 12, 30),
)
TOLD = [
    ("told again after it took place", replace(CALL, mention_id="m2", article="a2", status="occurred", trigger="conversation"), True),
    ("without a date", replace(CALL, mention_id="m2", article="a2", first=None, last=None), True),
    ("on another day", replace(CALL, mention_id="m2", first=date(2022, 1, 5), last=date(2022, 1, 5)), False),
    ("with somebody else", replace(CALL, mention_id="m2", targets=frozenset({"Horn"})), False),
    ("only threatened", replace(CALL, mention_id="m2", status="hypothetical"), False),
    ("of another kind", replace(CALL, mention_id="m2", event_type="ASSAULT", mode=None), False),
    ("in another way", replace(CALL, mention_id="m2", mode="meet", trigger="meeting"), False),
    ("in another story", replace(CALL, mention_id="m2", story="t"), False),
    ("with sides changed", replace(CALL, mention_id="m2", sources=CALL.targets, targets=CALL.sources), True),
]


@pytest.mark.parametrize(("other", "one"), [(o, one) for _, o, one in TOLD], ids=[name for name, _, _ in TOLD])
def test_two_mentions_are_one_event(other: Mention, one: bool) -> None:
    events = link_mentions([CALL, other])
    assert (events["m1"] == events["m2"]) is one


def test_who_tells_a_scheduled_call_as_past_wrote_after_it() -> None:
    days = {"a1": date(2021, 12, 28), "a2": None, "a3": None}
    anchors = {"a2": date(2021, 12, 28), "a3": date(2021, 12, 28)}

    def later(*mentions: Mention) -> dict[str, date]:
        return written_after([(m, None) for m in mentions], link_mentions(mentions), anchors, days)

    past = replace(CALL, mention_id="m2", article="a2", status="occurred", first=None, last=None, day=anchors["a2"])
    ahead = replace(past, mention_id="m3", article="a3", status="planned")
    assert later(CALL, past, ahead) == {"a2": date(2021, 12, 31)}
    assert later(CALL, past, replace(ahead, mention_id="m4", article="a2"), ahead) == {}


def test_a_telling_without_a_day_has_the_one_that_the_others_agree_on() -> None:
    bare = replace(CALL, mention_id="m2", article="a2", status="occurred", first=None, last=None)
    other = replace(CALL, mention_id="m3", article="a3", last=date(2021, 12, 31))

    def basis(*mentions: Mention) -> list[tuple[str | None, date | None]]:
        rows = event_rows([(m, None) for m in mentions], link_mentions(mentions))
        return [(r["date_basis"], r["date_start"]) for r in rows if r["mention_id"] == "m2"]

    assert basis(CALL, bare) == [("linked", CALL.first)]
    assert basis(CALL, bare, other) == [(None, None)]
    assert basis(replace(CALL, event_type="REQUEST"), replace(bare, event_type="REQUEST")) == [(None, None)]
    assert basis(CALL, replace(bare, status="ongoing")) == [(None, None)]


def test_an_attack_by_one_side_is_not_one_by_the_other() -> None:
    attack = replace(CALL, event_type="ASSAULT", mode=None, status="occurred", trigger="attacked")
    back = replace(attack, mention_id="m2", sources=attack.targets, targets=attack.sources)
    assert len(set(link_mentions([attack, back]).values())) == 2


@given(st.permutations([CALL, *(replace(o, mention_id=f"x{n}") for n, (_, o, _) in enumerate(TOLD))]))
def test_events_do_not_depend_on_the_order(mentions: list[Mention]) -> None:
    assert link_mentions(mentions) == link_mentions(sorted(mentions, key=lambda m: m.mention_id))


def person(name: str, article: str = "a", *, country: str | None = None, kind: str = "person") -> Sighting:
    return Sighting(article, f"id {name}", name, kind, country)


def link_entities(sightings: list[Sighting], overrides: Overrides, other_story: Sequence[Sighting] = ()) -> dict[tuple[str, str], str]:
    told = {"s": sightings, "t": other_story}
    return link_stories(told, entities_by_name([*sightings, *other_story], overrides), overrides)


SPELLINGS = [
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy", True),
    ("Volodymyr Zelenskiy", "Volodymyr Zeleskyy", True),
    ("Mélanie Joly", "Melanie Joly", True),
    ("George W. Bush", "George Bush", True),
    ("J. Smith", "John Smith", True),
    ("John Smith", "Jane Smith", False),
    ("Ann Lee", "Ann Leigh", False),
    ("Joe Biden", "Hunter Biden", False),
]


@pytest.mark.parametrize(("one", "other", "same"), SPELLINGS)
def test_spellings_of_a_name(one: str, other: str, same: bool) -> None:
    linked = link_entities([person(one), person(other, "b")], Overrides())
    assert (len(set(linked.values())) == 1) is same


def test_a_surname_is_whoever_alone_bears_it_in_the_story() -> None:
    linked = link_entities([person("Ann Lee"), person("Lee", "b")], Overrides(), [person("Owen Lee", "c"), person("Lee", "c")])
    assert linked["b", "id Lee"] == linked["a", "id Ann Lee"]
    assert linked["c", "id Lee"] == linked["c", "id Owen Lee"]


def test_a_surname_that_two_people_bear_stays_apart() -> None:
    linked = link_entities([person("Ann Lee"), person("Owen Lee", "b"), person("Lee", "c")], Overrides())
    assert len(set(linked.values())) == 3


def test_initials_are_the_body_of_the_story() -> None:
    names = ("Organization for Security and Cooperation in Europe", "OSCE")
    linked = link_entities([person(n, kind="organization") for n in names], Overrides())
    assert len(set(linked.values())) == 1


def test_an_analyst_has_the_last_word(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    lines = "name,entity,decision\nBoJo,Boris Johnson,same\nBorJo,Boris Johnson,same\nJ. Smith,John Smith,different\n"
    path.write_text(lines, encoding="utf-8-sig")  # as Excel saves it
    decisions = read_overrides(path)
    told = [person("Boris Johnson"), person("BoJo", "b"), person("BorJo", kind="organization"), person("J. Smith"), person("John Smith")]
    linked = link_entities(told, decisions)
    assert linked["a", "id Boris Johnson"] == linked["b", "id BoJo"] == linked["a", "id BorJo"]
    assert linked["a", "id J. Smith"] != linked["a", "id John Smith"]


@pytest.mark.parametrize("text", ["name,entity\na,b\n", "name,entity,decision\na,b,perhaps\n", "name,entity,decision\n,b,same\n"])
def test_an_alias_file_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"aliases\.csv"):
        read_overrides(path)


STORY = "The river talks between Norland and Sudria failed on Monday when minister Mara Voss left the dam negotiations in Lake City over flood gates and turbines. "
OTHER = "A striker scored twice as the city's football club beat its rivals in the cup final before a record crowd at the harbour stadium on Saturday night. "


def test_articles_of_one_story_are_found_among_others() -> None:
    texts = {
        "a": STORY,
        "b": "Dam negotiations: Voss walks out of Sudria talks on flood gates, river turbines; Norland minister angry. " + STORY[:60],
        "c": OTHER,
    }
    signatures = [signature_of(name, date(2021, 12, 30), text) for name, text in texts.items()]
    assert [(a, b) for a, b, _ in story_pairs(signatures, [])] == [("a", "b")]
    late = [signature_of("a", date(2021, 12, 30), STORY), signature_of("b", date(2022, 6, 1), STORY)]
    assert list(story_pairs(late, [])) == []


def test_a_copy_has_the_earliest_as_its_original() -> None:
    index = Copies()
    long = STORY * 3 + OTHER
    pairs = [c for name, text in (("b", long), ("a", long.replace("Monday", "Tuesday")), ("c", OTHER)) for c in index.add(name, text)]
    found = originals(pairs, {"a": ("2021-12-31", "a"), "b": ("2021-12-30", "b")})
    assert found["a"][0] == "b"
    assert found["b"][0] is None


def test_tellings_of_one_utterance_are_one_statement() -> None:
    said = [
        Said("q1", "s", "lee", "any further aggression would result in serious consequences"),
        Said("q2", "s", "lee", "that there would be serious consequences for any further aggression"),
        Said("q3", "s", "lee", "the harbour will be closed on Sunday"),
        Said("q4", "s", "voss", "any further aggression would result in serious consequences"),
    ]
    found = link_statements(said)
    assert found["q1"] == found["q2"]
    assert len(set(found.values())) == 3


def test_words_alone_link_what_is_told_alike() -> None:
    texts = {"a": STORY, "b": STORY, "c": OTHER}
    mentions = [
        Told("a", (0, 1), "failed", STORY),
        Told("b", (0, 1), "failed", STORY),
        Told("c", (0, 1), "beat", OTHER),
        Told("a", (1, 0), "it", STORY),
    ]
    found = cluster(mentions, texts)
    assert found[0] == found[1] == found[3] != found[2]


def test_stems_and_families() -> None:
    assert stem("murdering") == stem("murders") == stem("murder")
    assert same_family("killed", "murder")
    assert not same_family("killed", "signed")


def test_components_have_the_least_name_in_whatever_order() -> None:
    assert (
        components("abcd", [("c", "b"), ("b", "a")])
        == components("dcba", [("a", "b"), ("b", "c")])
        == {"a": "a", "b": "a", "c": "a", "d": "d"}
    )


def test_what_is_kept_apart_is_never_joined() -> None:
    scores = {("a", "b"): 1.0, ("b", "c"): 1.0, ("a", "c"): float("-inf")}
    joined = agglomerate(["a", "b", "c"], scores, 0.5)
    assert joined["a"] != joined["c"]


def test_measures_of_clusterings() -> None:
    gold, same = [1, 1, 2, 2, 3], list("aabbc")
    assert conll(gold, same) == pytest.approx(1.0)
    lumped = ["x"] * 5
    assert (muc(gold, lumped).recall, round(muc(gold, lumped).precision, 3)) == (1.0, 0.5)
    assert round(b_cubed(gold, lumped).precision, 3) == 0.36
    assert ceaf_e(gold, lumped).f1 == pytest.approx(2 / 7)  # one pair of clusters shares 2 of 2 + 5 mentions
    assert pairwise(gold, lumped).recall == 1.0
