"""Whom descriptions and pronouns mean: of what was named before, or is named later."""

import pytest

from tasks.extract.figures import is_office, singular
from tasks.extract.spelling import is_misspelt
from tests.tasks.extract.test_rules import read

MEANT = [  # a story, the last phrase of it that is looked at, the name of the entity it means
    ("Ann Lee was arrested on Monday and charged with arson. Police said the suspect had confessed.", "the suspect", "Ann Lee"),
    ("Police arrested a woman named Ann Lee on Monday.", "a woman", "Ann Lee"),
    ("The attacker, identified as Owen Lee, was shot by soldiers on Monday.", "The attacker", "Owen Lee"),
    (
        "Riverside Media Corporation was ordered off the air by the National Telecommunications Commission. The company said it would appeal.",
        "The company",
        "Riverside Media Corporation",
    ),
    ("Spain fined Riverside Airways, the Iranian airline. The airline denied that it carried arms.", "The airline", "Riverside Airways"),
    ("The German government said on Monday that the border was open.", "The German government", "Germany"),
    ("Germany closed its border with France. The government said that Germany was not at war.", "The government", "Germany"),
    (
        "Vice-Foreign Minister Owen Berg spoke on Monday. Foreign Minister Ann Lee left. The vice-foreign minister said that it was over.",
        "The vice-foreign minister",
        "Owen Berg",
    ),
    ("A Riverside judge fined the board. The judge said that the dam was old.", "The judge", "Riverside judge"),
    ("Norland's envoy, Nasr al-Horn, met the board. Horn said that it was over.", "Horn", "Nasr al-Horn"),
    ("Premier Owen Berg flew to Spain with his wife Ann Berg. Berg said that it was over.", "Berg", "Owen Berg"),
    (
        "President Ann Lee met Vice President Owen Berg on Monday. Berg smiled. The president said that the talks were over.",
        "The president",
        "Ann Lee",
    ),
    (
        "A team of scientists from Leeds said the river was low. The scientists said it was clean. Later the researchers said it was not.",
        "the researchers",
        "team of scientists from Leeds",
    ),
    (
        "A team of scientists from Leeds studied the river. The researchers said that it was clean.",
        "The researchers",
        "team of scientists from Leeds",
    ),
    (
        "On Monday Ann Lee, in a statement, blamed the Berg Group for the flood. The statement said that the dam was safe.",
        "The statement",
        "Ann Lee",
    ),
    ("Governor Ricardo Rosal Nevares resigned on Friday. Rosal said that it was over.", "Rosal", "Ricardo Rosal Nevares"),
    ("Ann Lee, the United Nations envoy, left. Government envoy Owen Roe spoke. The UN envoy said it was over.", "The UN envoy", "Ann Lee"),
    ("Inspector John Berg spoke. Det Sgt Berg said it was late.", "Det Sgt Berg", "John Berg"),
    ("Ann de Mistra met farmers on Monday. De Mistra said that it was over.", "De Mistra", "Ann de Mistra"),
    ("Talks went on, Mr Tolva said. Owen Tolva left the valley on Monday.", "Mr Tolva", "Owen Tolva"),
    ("Wayne Trollip-Maree spoke in Oslo. Trollip-Maree said that it was over.", "Trollip-Maree", "Wayne Trollip-Maree"),
    ("Ann Kowalski of Leeds led the study. Kowalsky said that the river was clean.", "Kowalsky", "Ann Kowalski"),
    ("Part of the ministry's statement said that the river was clean.", "Part of the ministry's statement", "ministry"),
    ("The Federal Safety Council (FBR) met on Monday. The FBR said that the river was clean.", "The FBR", "Federal Safety Council"),
    (
        "Prime Minister Ann Lee met Deputy Prime Minister Owen Berg on Monday. Berg smiled. The prime minister said that it was over.",
        "The prime minister",
        "Ann Lee",
    ),
    ("The Coast Guard called off its search on Monday.", "its", "Coast Guard"),
    ("Spain declared that it would attack Portugal.", "it", "Spain"),
]


def meant(story: str) -> set[tuple[str, str]]:
    """The phrases of a story with the names of the entities that they mean."""
    found = read(story)
    names = {e["entity_id"]: e["name"] for e in found.entities}
    return {(m["text"], names[m["entity_id"]]) for m in found.entity_mentions}


@pytest.mark.parametrize(("story", "phrase", "name"), MEANT, ids=[m[1] + "=" + m[2] for m in MEANT])
def test_references(story: str, phrase: str, name: str) -> None:
    assert (phrase, name) in meant(story)


def test_he_in_a_quote_is_not_whoever_is_quoted() -> None:
    found = read("Owen Lee was jailed in 1963. Ivan Berg said: “He attacked the country and he was arrested for it.”")
    names = {e["entity_id"]: e["name"] for e in found.entities}
    (arrest,) = (m for m in found.event_mentions if m["trigger_text"] == "arrested")
    assert {names[a["entity_id"]] for a in found.event_actors if a["mention_id"] == arrest["mention_id"] and a["role"] == "target"} == {
        "Owen Lee"
    }


def test_two_who_are_accused_leave_the_suspect_unnamed() -> None:
    found = meant("Ann Lee was arrested on Monday. Owen Berg was arrested on Friday. Police said the suspect had confessed.")
    assert {name for text, name in found if text == "the suspect"} == {"suspect"}


NOT_MEANT = [  # a story, a phrase of it, and somebody named whom it does not mean
    ("Ann Lee was arrested on Monday. Police were looking for her. A second suspect denied the charges.", "A second suspect", "Ann Lee"),
    ("Ann Lee was charged with fraud in May. A gunman killed three people in Leeds on Monday.", "A gunman", "Ann Lee"),
    ("Ann Lee was arrested in May. On Monday a gunman shot ten people. The gunman denied it.", "The gunman", "Ann Lee"),
    ("Owen Lee was not charged with murder. The suspect denied it.", "The suspect", "Owen Lee"),
    ("Police charged Ann Lee and Owen Berg with murder on Monday. The suspect denied it.", "The suspect", "Ann Lee"),
    ("Police shot a man who knew Owen Lee.", "a man", "Owen Lee"),
    ("A lawyer told the judge that it was late. The judge said the case was closed.", "The judge", "lawyer told the judge"),
    ("A bodyguard shot the senator. The senator said he was well.", "The senator", "bodyguard shot the senator"),
    ("A Georgia judge said no. Later in Ohio a judge jailed Ann Lee. The judge said it was fair.", "The judge", "Georgia judge"),
    ("Owen Lee was killed on Monday. His mother, Ann Lee, came to court. Lee said that the police had lied.", "Lee", "Owen Lee"),
    (
        "Foreign Minister Ann Lee spoke. Former foreign minister Owen Berg wept. The foreign minister said it was late.",
        "The foreign minister",
        "Owen Berg",
    ),
    ("The Clinton Foundation said that the dam was safe. France closed its border.", "The Clinton Foundation", "France"),
    ("France beat Spain. France won. Prime Minister Ann Lee spoke. Her government said that it would pay.", "Her government", "France"),
    ("France met Spain. France won. No government said that it would pay.", "No government", "France"),
    ("Ann Lee of Ford Motor Company (Detroit) spoke. Detroit said that the plan was good.", "Detroit", "Ford Motor Company"),
    (
        "Researchers at Leeds University said it was low. Scientists from Paris said it was high. The team said that it was clean.",
        "The team",
        "Scientists from Paris",
    ),
]


@pytest.mark.parametrize(("story", "phrase", "name"), NOT_MEANT, ids=[m[1] + "=" + m[2] for m in NOT_MEANT])
def test_what_is_not_meant(story: str, phrase: str, name: str) -> None:
    met = {named for text, named in meant(story) if text == phrase}
    assert met
    assert name not in met


def test_names_of_bodies_are_no_persons() -> None:
    found = read("The Clinton Foundation sued Duke Energy Corp. Jefferson City Council accused Cardinal Health Inc of fraud.")
    assert not [e["name"] for e in found.entities if e["kind"] == "person"]


def test_parts_of_roles() -> None:
    assert is_office("president", "former U.S. President")
    assert not is_office("president", "vice president")
    assert not is_office("president", "president-elect of the club")
    assert is_misspelt("wasif", "wasef")
    assert not is_misspelt("wong", "wang")  # too short to tell
    assert not is_misspelt("baker", "maker")
    assert not is_misspelt("turin", "turing")
    assert [singular(n) for n in ("researchers", "parties", "archaeologists", "press")] == ["researcher", "party", "archaeologist", "press"]
