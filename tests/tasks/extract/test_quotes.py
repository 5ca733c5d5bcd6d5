"""Who said what, shape by shape: every example is made up, and each shape stands in the lexicon or a module of tasks/extract/quotes."""

import tomllib
from importlib import resources
from typing import Any

import pytest

from schemas.records import Article, Document, Extraction
from tasks.clean import clean
from tasks.extract.rules import RulesExtractor

RULES = RulesExtractor()
HEAD = "River talks falter\n\n30 December 2021\n\n"
FILL = "\n\nThe river has been the border of the two countries for eighty years and floods the plain each spring."


def read(story: str, head: str = HEAD) -> Extraction:
    article = clean(Document("made.txt", "text", head + story + FILL, ""))
    assert isinstance(article, Article)
    (extraction,) = RULES.extract([article])
    return extraction


def told(story: str, head: str = HEAD) -> list[dict[str, Any]]:
    """Quotes of a story: speaker, words (fragments joined by ' … '), cue, class, addressee."""
    text, found = head + story + FILL, read(story, head)
    names = {e["entity_id"]: e["name"] for e in found.entities}
    return [
        {
            "speaker": names.get(q["speaker_id"]),
            "words": " … ".join(text[f["start_char"] : f["end_char"]] for f in q["fragments"]),
            "cue": q["cue_text"],
            "class": q["cue_class"],
            "to": q["addressee_text"],
            "nested": q["parent_quote_id"] is not None,
            "kind": q["kind"],
        }
        for q in found.quotes
    ]


SHAPES = [
    # marks
    ("«We are ready», Mara Voss said.", "Mara Voss", "We are ready"),
    ("''We are ready,'' Mara Voss said.", "Mara Voss", "We are ready"),
    ("‘We were told “go home” twice,’ Mara Voss said.", "Mara Voss", "We were told “go home” twice"),
    # tags
    ("“We are ready,” barked Mara Voss.", "Mara Voss", "We are ready"),
    ("“Is it safe?” the engineer, Mara Voss of the river board, asked on Monday.", "Mara Voss", "Is it safe?"),
    ("Said Mara Voss: “The dam is safe.”", "Mara Voss", "The dam is safe"),
    ("“The dam will hold for a hundred years.” — Mara Voss", "Mara Voss", "The dam will hold for a hundred years"),
    ("“The dam,” Mara Voss said, “will hold.” She left. “Nobody asked me anything.”", "Mara Voss", "The dam … will hold"),
    (
        "“The crew are heroes,” Mara Voss said, adding that their trip shows “there is always hope for us all”.",
        "Mara Voss",
        "The crew are heroes",
    ),
    (
        'Grain fell. The dam is sound, according to Mara Voss. "There is no danger," a clerk said. "We hope so."',
        "Mara Voss",
        "The dam is sound",
    ),
    ("Mara Voss said “we will fight” when asked about the dam.", "Mara Voss", "we will fight"),
    ("Mara Voss said “we will fight” in an interview with Ivo Horn.", "Mara Voss", "we will fight"),
    ("Mara Voss said “we will fight” for our homes.", "Mara Voss", "“we will fight” for our homes"),
    # indirect
    ("Mara Voss told the mayor the farmers needed the dam open.", "Mara Voss", "the farmers needed the dam open"),
    ("Mara Voss said at the time that guards hid the file.", "Mara Voss", "guards hid the file"),
    ("Mara Voss said on Tuesday they had found the file.", "Mara Voss", "they had found the file"),
    ("Mara Voss has denied any connection to the murder.", "Mara Voss", "any connection to the murder"),
    ("Mara Voss is angry. She's described the plan as a farce.", "Mara Voss", "the plan as a farce"),
    ("Mara Voss has said she will appeal the ruling, but has also signalled openness to talks.", "Mara Voss", "she will appeal the ruling"),
    ("Mara Voss told Ivo Horn that co-ordination of the crews was to blame.", "Mara Voss", "co-ordination of the crews was to blame"),
    ("The dam may hold, according to early estimates, Mara Voss said.", "Mara Voss", "The dam may hold, according to early estimates"),
    ("Arkona, Norland - Mara Voss has urged Spain to stop the raids.", "Mara Voss", "to stop the raids"),
    ("Reuters quoted Mara Voss as saying: “We are ready to leave.”", "Mara Voss", "We are ready to leave"),
    # nouns
    ("The vote raised fears among fishermen that the harbour would close.", "fishermen", "the harbour would close"),
    ("The move came after calls by Mara Voss to postpone the vote.", "Mara Voss", "to postpone the vote"),
    ("Mara Voss's goal is to bring both sides together.", "Mara Voss", "to bring both sides together"),
    ("Mara Voss denied that the dam had cracked.", "Mara Voss", "the dam had cracked"),
    ("The talks, Mara Voss said, went very well.", "Mara Voss", "The talks … went very well"),
    ("The dam is safe, argued the board's lawyer, Mara Voss.", "Mara Voss", "The dam is safe"),
    ("The harbour's engineer, Mara Voss said the dam would hold.", "Mara Voss", "the dam would hold"),
    ("According to the mayor, Mara Voss, the dam is safe.", "Mara Voss", "the dam is safe"),
    (
        "According to Mara Voss, who briefed reporters on Monday afternoon, the dam is being repaired.",
        "Mara Voss",
        "the dam is being repaired",
    ),
    (
        "The board was pleased with the prospects, which, according to Mara Voss, rest on two loans.",
        "Mara Voss",
        "rest on two loans",
    ),
    ("Mara Voss has made clear she wants a new dam.", "Mara Voss", "she wants a new dam"),
    (
        "Because the board is committed to “nothing without the valley”, Mara Voss said most of the money will go to farmers.",
        "Mara Voss",
        "Because the board is committed to “nothing without the valley … most of the money will go to farmers",
    ),
    (
        "Mara Voss stepped up her calls for safety guarantees and drained the lake.",
        "Mara Voss",
        "safety guarantees",
    ),
    (
        "Mara Voss clarified in the hearings that her decisions were not connected to the dam.",
        "Mara Voss",
        "her decisions were not connected to the dam",
    ),
    ("Mara Voss, citing two engineers, reported the dam had cracked.", "Mara Voss", "the dam had cracked"),
    ("Mara Voss attributed the crack to the frost.", "Mara Voss", "the crack to the frost"),
    (
        "Mara Voss said ten acres of land burned before the fire was put out.",
        "Mara Voss",
        "ten acres of land burned before the fire was put out",
    ),
    (
        "The dam would be examined, Mara Voss said, to determine if it was safe.",
        "Mara Voss",
        "The dam would be examined … to determine if it was safe",
    ),
    ("Mara Voss announced new measures in response to the flood.", "Mara Voss", "new measures in response to the flood"),
    ("The fire is out, according to Mara Voss, who said ten acres burned.", "Mara Voss", "ten acres burned"),
    (
        "Mara Voss said the firm had fired her and her lawyer threatened to sue.",
        "Mara Voss",
        "the firm had fired her and her lawyer threatened to sue",
    ),
    # what stands behind a content and is none of it
    ("Mara Voss doubted that it would take place, citing a report on the dam.", "Mara Voss", "it would take place"),
    ("Mara Voss said she lost control, with some papers claiming she had slept.", "Mara Voss", "she lost control"),
    ("Mara Voss has offered to mediate and wants the matter settled quietly.", "Mara Voss", "to mediate"),
    ("Mara Voss urged the board to reconsider and spoke with the mayor about the dam.", "Mara Voss", "to reconsider"),
    ("Mara Voss said people changed their minds and several residents said they agreed.", "Mara Voss", "people changed their minds"),
    ("Mara Voss committed to holding a vote.", "Mara Voss", "holding a vote"),
    ("Mara Voss posted a message on Twitter blaming Norland for the flood.", "Mara Voss", "Norland for the flood"),
    ("Mara Voss warned Congress that the dam might burst.", "Mara Voss", "the dam might burst"),
    ("Mara Voss urged the board to close the dam.", "Mara Voss", "to close the dam"),
    ("Mara Voss called on the board to close the dam.", "Mara Voss", "to close the dam"),
    ("Mara Voss called for new elections.", "Mara Voss", "new elections"),
    ("Mara Voss called the plan a disaster.", "Mara Voss", "the plan a disaster"),
    ("Mara Voss accused the board of lying to voters.", "Mara Voss", "the board of lying to voters"),
    ("Mara Voss made it clear that she would not pay.", "Mara Voss", "she would not pay"),
    ("Mara Voss issued a statement saying the deal was off.", "Mara Voss", "the deal was off"),
    ("Per Mara Voss, the dam will hold for another year.", "Mara Voss", "the dam will hold for another year"),
    ("In Mara Voss's view, the dam will hold for another year.", "Mara Voss", "the dam will hold for another year"),
    ("Nobody believed Mara Voss's claim that the files were lost.", "Mara Voss", "the files were lost"),
    ("The plan was criticised by Mara Voss as unfair to farmers.", "Mara Voss", "The plan … as unfair to farmers"),
    ("Mara Voss cautioned repairs do not come cheap.", "Mara Voss", "repairs do not come cheap"),
    ("The fire service indicated on Twitter the valley was flooded.", "fire service", "the valley was flooded"),
    ("Mara Voss spoke of an imminent flood.", "Mara Voss", "an imminent flood"),
    ("Mara Voss came out against the new dam.", "Mara Voss", "the new dam"),
    ("Mara Voss ordered the closure of the bridge.", "Mara Voss", "the closure of the bridge"),
    (
        "Many of the farms in Montana, the complaint pointed out, have a well of their own.",
        "complaint",
        "Many of the farms in Montana … have a well of their own",
    ),
    ("By most accounts, the dam was built in a year.", "accounts", "the dam was built in a year"),
    ("Mara Voss hit out at the board for its delays.", "Mara Voss", "the board for its delays"),
    ("Mara Voss criticised the plan, which Ivo Horn has referred to as “a joke”.", "Ivo Horn", "the plan … as “a joke”"),
    (
        "The police started an inquiry into the flood, which Mara Voss described as being no accident.",
        "Mara Voss",
        "the flood … as being no accident",
    ),
    ("Norway called its actions defensive in nature.", "Norway", "its actions defensive in nature"),
    ("The engineer, who was described as “obsessed” by Mara Voss, left the board.", "Mara Voss", "as “obsessed”"),
    ("When announcing the closure on Monday, Mara Voss called on farmers to stay away.", "Mara Voss", "the closure"),
    ("The dam is safe, said William “Bill” Barr, who built it.", "William Barr", "The dam is safe"),
    ("Mara Voss says the Belt and Road Initiative will help the valley, noting that it took a year.", "Mara Voss", "it took a year"),
    (
        "Mara Voss said the future of the dam “went to the heart of what we want to be” and warned farmers to stay away.",
        "Mara Voss",
        "to stay away",
    ),
    ("Mara Voss tells farmers that's not the case.", "Mara Voss", "that's not the case"),
    ("In a letter announcing the closure, Mara Voss noted the dam did not hold.", "Mara Voss", "the dam did not hold"),
    ("Mara Voss left, insisting that Norway pay for the dam and vowing support for farmers.", "Mara Voss", "support for farmers"),
    (
        "In a letter, Ivo Horn, R-Utah, and Mara Voss, R-Va., requested an “immediate investigation” into the flood.",
        "Ivo Horn",
        "an “immediate investigation” into the flood",
    ),
    (
        "“We won,” Mara Voss, the director of the institute for the study of the northern valleys and rivers, told reporters.",
        "Mara Voss",
        "We won",
    ),
    ("The farmers heard birds chirping away and wondered: “Is this the end of the dam?”", "farmers", "Is this the end of the dam?"),
    (
        "The “birds are louder!” An online petition has been launched demanding that Roe repair the dam.",
        "online petition",
        "Roe repair the dam",
    ),
    ("It was an “odd” flood, said Mara Voss, adding that the dam was safe.", "Mara Voss", "It was an “odd” flood"),
    (
        "Mara Voss said the dam had failed despite being watched by three engineers.",
        "Mara Voss",
        "the dam had failed despite being watched by three engineers",
    ),
    ("Farm workers on Friday said that the dam was safe.", "Farm workers", "the dam was safe"),
    ("Several ex-ministers said the dam was safe.", "ex-ministers", "the dam was safe"),
    ("A number of farmers I spoke to agreed that the dam was safe.", "number of farmers", "the dam was safe"),
    ("The dam, which farmers say minimises the risk of a flood, was closed.", "farmers", "minimises the risk of a flood"),
    ("Officials met a source familiar with the plan who said that it was over.", "source familiar with the plan", "it was over"),
    ("Mara Voss said the price was “too high”, in a speech on Monday.", "Mara Voss", "the price was “too high”"),
    ("The ministry said it was a “mistake”, as envoy Ivo Horn had predicted.", "ministry", "it was a “mistake”"),
    ("The protests forced the minister to admit that the dam was unsafe.", "minister", "the dam was unsafe"),
    ("Mara Voss praised Ivo Horn as a “voice of reason”.", "Mara Voss", "Ivo Horn as a “voice of reason”"),
    ("Mara Voss alleged that Ivo Horn took bribes, which Ivo Horn has denied.", "Mara Voss", "Ivo Horn took bribes"),
    ("Many farmers stayed indoors in fear of the flood.", "Many farmers", "the flood"),
    ("The government maintains the position that the dam is safe.", "government", "the dam is safe"),
    ("In the assessment of the central bank, the dam would cost too much.", "central bank", "the dam would cost too much"),
    (
        "Sudria signed a border agreement, according to which a part of the sea would belong to Norland.",
        "border agreement",
        "a part of the sea would belong to Norland",
    ),
    ("Two tweets posted in May 2015 which accused her of theft were deleted.", "tweets", "her of theft"),
    ("According to state news agency Tolva, Velki has won the vote of the board.", "Tolva", "Velki has won the vote of the board"),
    ("Mara Voss set a new goal, insisting that the dam would hold.", "Mara Voss", "the dam would hold"),
    ("A policeman said the dam had been closed for repairs, adding that it was safe.", "policeman", "it was safe"),
    (
        "Mara Voss said on Friday “The dam will hold for a year” and “We told the board that we needed money. It paid.”",
        "Mara Voss",
        "The dam will hold for a year … We told the board that we needed money. It paid",
    ),
    # attitudes
    ("Mara Voss hopes to win the vote.", "Mara Voss", "to win the vote"),
    ("Mara Voss is confident that the dam will hold.", "Mara Voss", "the dam will hold"),
    ("Mara Voss opposes the treaty.", "Mara Voss", "the treaty"),
    (
        "“We won the game that they call “chess” in the end,” Mara Voss said.",
        "Mara Voss",
        "We won the game that they call “chess” in the end",
    ),
    ("Protesters' demands include new elections in the valley.", "Protesters", "new elections in the valley"),
    ("Mara Voss said that the aid was late but denied that it was lost.", "Mara Voss", "it was lost"),
    ("Mara Voss is rolling out a new message: “It is about me.”", "Mara Voss", "It is about me"),
    ("Mara Voss attacked the plan as a gift to smugglers.", "Mara Voss", "the plan as a gift to smugglers"),
    ("Mara Voss likened the dam to a bomb.", "Mara Voss", "the dam to a bomb"),
    ("Mara Voss longs for rain.", "Mara Voss", "rain"),
    ("Mara Voss's bid to win the vote failed.", "Mara Voss", "to win the vote"),
    ("Mara Voss observed that the dam was old.", "Mara Voss", "the dam was old"),
    ("Mara Voss argued against re-entering the accord.", "Mara Voss", "re-entering the accord"),
    ("Mara Voss condemned rioters who burn cars.", "Mara Voss", "rioters who burn cars"),
    ("Mara Voss writes in an essay that the term derived from law.", "Mara Voss", "the term derived from law"),
    ("Mara Voss called Owen Penry a clown and a liar.", "Mara Voss", "Owen Penry a clown and a liar"),
    ("The majority of experts reject the views of the board.", "majority of experts", "the views of the board"),
    ("Mara Voss said “I am fine” when asked about it.", "Mara Voss", "I am fine"),
    ("Mara Voss said each of the farmers has promised to leave.", "each of the farmers", "to leave"),
]


@pytest.mark.parametrize(("story", "speaker", "words"), SHAPES, ids=[s[0][:50] for s in SHAPES])
def test_shapes(story: str, speaker: str, words: str) -> None:
    assert (speaker, words) in [(q["speaker"], q["words"]) for q in told(story)]


SILENT = [
    "Investigators will determine whether Owen Penry lied.",
    "It is up to Owen Penry to decide when he will go.",
    "A corruption scandal saw Owen Penry impeached.",
    "The officers have yet to confirm the identity of the man.",
    "Few writers dare to talk about their work.",
    "Owen Penry campaigned for his seat in the council.",
    "The investment in the field promises to be a success.",
    "Owen Penry said little about what he intends to do.",
    "The court acquitted Owen Penry of any involvement.",
    "The annual reports of the bank were read to the farmers.",
    "Reporters were briefed on the talks, and Mara Voss was asked about the dam twice.",
    "The “road map” was drawn up in May by two engineers.",
    "Mara Voss wrote the novel “War and Rain” and sang in the musical “The Dam”.",
    "Mara Voss did not say whether the dam was safe.",
    "How will Mara Voss tell the farmers that the dam is unsafe?",
    "Assuming the dam holds, farmers will sow in May.",
    "The new problem calls for new solutions.",
    "Prizes are given according to the wishes of the donors.",
    "The company has undertaken thorough research.",
    "No date of release has been announced.",
    "With the border closed, the search for the ship continued.",
    "It took the farmers a year to establish that the dam had failed.",
    "The river is classified as a border.",
    "The flood claimed the lives of ten farmers.",
    "The situation threatens to ruin the farmers.",
    "Back when “on line” meant “waiting”, farmers had no phones.",
    "Mara Voss began casting “River of No Return” in May.",
    "Despite a need for “unity in the valley”, farmers sat down.",
    "Bandits attacked travellers for their gold.",
    "The bandits attacked farmers as they slept.",
    "The minister responded to a question that a lawmaker had asked.",
    "The settlers introduced rabbits as food.",
    "Mara Voss tweeted a photo.",
    "Mara Voss observed the birds.",
    "Mara Voss projected a film.",
    "Mara Voss decided to go.",
    "Nobody was asked to leave.",
    "None were told that the dam had failed.",
]


@pytest.mark.parametrize("story", SILENT)
def test_what_is_no_speech(story: str) -> None:
    assert told(story) == []


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("The storm was forecast to reach the valley on Friday.", "The storm … to reach the valley on Friday"),
        ("Rumours spread that the dam had cracked.", "the dam had cracked"),
        ("The inquiry stemmed from allegations the mayor had bribed a judge.", "the mayor had bribed a judge"),
    ],
)
def test_what_nobody_in_particular_says(story: str, words: str) -> None:
    assert (None, words) in [(q["speaker"], q["words"]) for q in told(story)]


def test_attitudes_are_told_apart_from_speech() -> None:
    (thought,) = told("Mara Voss believes that the dam will hold.")
    (said,) = told("Mara Voss said that the dam would hold.")
    assert (thought["class"], said["class"]) == ("attitude", "speech")


def test_a_quote_over_paragraphs_and_its_continuation_have_one_speaker() -> None:
    found = told("“We tried everything,” Mara Voss said.\n\n“Nobody listened to a word of it.\n\n“So we left the hall at noon.”")
    assert {q["speaker"] for q in found} == {"Mara Voss"}
    assert len(found) == 3


def test_a_quote_goes_on_from_the_one_before_it_in_a_text_without_paragraphs() -> None:
    story = (
        "“The dam is safe,” said Mara Voss. It held last year. “Nobody was hurt, and nobody will be hurt.” "
        "“We are poor,” said Ivo Horn. “We cannot pay for it at all.”"
    )
    assert [q["speaker"] for q in told(story) if "pay" in q["words"]] == ["Ivo Horn"]


def test_a_list_belongs_to_who_announces_it() -> None:
    found = told("The points Mara Voss will make:\n\n• The dam must be closed at once.\n\n• “Nobody may live below it.”")
    assert [(q["speaker"], q["words"]) for q in found] == [
        ("Mara Voss", "The dam must be closed at once"),
        ("Mara Voss", "Nobody may live below it"),
    ]


def test_second_hand_words_are_kept_with_the_quote_around_them() -> None:
    found = told("“Ivo Horn told me that the dam was lost,” Mara Voss said.")
    assert [(q["speaker"], q["words"], q["nested"]) for q in found] == [
        ("Mara Voss", "Ivo Horn told me that the dam was lost", False),
        ("Ivo Horn", "the dam was lost", True),
    ]


def test_quotes_in_quotes_point_to_their_parent() -> None:
    found = told("“He told me ‘go home’ twice in a day,” Mara Voss said.")
    assert [(q["words"], q["nested"]) for q in found] == [("He told me ‘go home’ twice in a day", False), ("go home", True)]


@pytest.mark.parametrize(
    "story",
    [
        "Reuters, citing two officials, reported that the dam had cracked.",
        "Reuters reported on Monday that the dam had cracked, citing two officials.",
        "According to Reuters, which cited two officials, the dam had cracked.",
        "Reuters cited two officials that the dam had cracked.",
    ],
)
def test_a_source_that_is_cited_says_what_is_reported(story: str) -> None:
    outlet, source = told(story)
    assert [(outlet["speaker"], outlet["nested"]), (source["speaker"], source["nested"])] == [("Reuters", False), ("officials", True)]
    assert outlet["words"] == source["words"] == "the dam had cracked"


def test_what_is_only_to_be_said_is_no_quote_within_another() -> None:
    assert len(told("Officials said that police would confirm the names later.")) == 1
    assert len(told("Officials said that police had confirmed the names.")) == 2


def test_an_answer_of_an_interview_goes_on_in_further_paragraphs() -> None:
    story = (
        "((River News)) Why was the dam made?\n\n((Mara Voss)) It was made because the old one was lost.\n\n"
        "At the time we asked the board for more money.\n\n((River News)) How has it changed?\n\n((Mara Voss)) It has grown a lot."
    )
    answers = [q["words"] for q in told(story) if q["speaker"] == "Mara Voss" and not q["nested"]]
    first = "It was made because the old one was lost … At the time we asked the board for more money"
    assert answers == [first, "It has grown a lot"]


def test_a_source_and_who_cites_it_are_two_rows() -> None:
    found = read("Reuters cited officials that the dam had cracked.").quotes
    assert len({q["quote_id"] for q in found}) == len(found) == 2


def test_turns_of_an_interview() -> None:
    found = told(
        "VOSS: Is the dam safe today?\n\nHORN: It is as safe as a church.\n\nVOSS: Why was it closed then?\n\nHORN: For the paint to dry."
    )
    assert [(q["speaker"], q["kind"]) for q in found] == [("VOSS", "direct"), ("HORN", "direct")] * 2


def test_the_answers_of_an_interview_are_of_whom_it_introduces() -> None:
    story = "Mara Voss led the river board. She spoke to us at home.\n\nQ: Is it over?\n\nA: It is not over yet.\n\nQ: Why is that so?\n\nA: Ask the river about it."
    assert [q["speaker"] for q in told(story) if q["kind"] == "direct"] == [None, "Mara Voss", None, "Mara Voss"]


def test_headlines_speak() -> None:
    head = "Voss: ‘Dam is lost’\n\n30 December 2021\n\n"
    (quote,) = told("Mara Voss, the river minister, left the hall at noon without a word to reporters.", head)
    assert (quote["speaker"], quote["words"]) == ("Mara Voss", "Dam is lost")


def test_a_headline_says_more_behind_its_quote() -> None:
    (quote,) = told("The dam held.", head="‘We are ready’: River board says dam will hold\n\n30 December 2021\n\n")
    assert (quote["speaker"], quote["words"]) == ("River board", "We are ready … dam will hold")


def test_wishes_say_nothing() -> None:
    assert [q["speaker"] for q in told("“The dam will hold,” said her aspirations for office, said Mara Voss.")] == ["Mara Voss"]


def test_the_addressee_is_who_is_told() -> None:
    (quote,) = told("Mara Voss told the board that the dam would hold.")
    assert quote["to"] == "the board"


REFERENCES = [
    ("The dam is safe, according to the Washington Post. The Post said it had held.", "Washington Post"),
    ("The show was on BBC One. The BBC said the dam was safe.", "BBC"),
    ("Voltan said the dam was safe. Voltan Express has a shop there. Voltan added that it was glad.", "Voltan"),
    ("“We are ready,” a senior ministry official said. “We go now,” the ministry official said.", "senior ministry official"),
    ("Foreign Secretary Mara Voss left. “We go now,” the foreign minister said.", "Mara Voss"),
    ("Many farmers met. “We go now,” some said.", "some"),
    ("Owen Penry said the dam was safe. He said Paul Kerr was a fool.", "Owen Penry"),
    ("Owen Penry met Paul Kerr on Monday. Kerr arrived late. He said Kerr was a fool.", "Owen Penry"),
    ("Foreign Minister Mara Voss met farmers. The minister said the dam was safe.", "Mara Voss"),
    ("Mara Voss said the dam was safe. “It is,” Voss added.", "Mara Voss"),
    ("Mara Voss met Ivo Horn on Monday. She said the dam was safe.", "Mara Voss"),
    ("The African Union met on Monday. The AU said the dam was safe.", "African Union"),
    ("Its chairwoman, Mara Voss, said the dam was safe.", "Mara Voss"),
    ("A senior official said the dam was safe. They added that nobody was hurt.", "senior official"),
    ("The archaeologists said the dam was built in haste.", "archaeologists"),
]


@pytest.mark.parametrize(("story", "speaker"), REFERENCES)
def test_who_a_phrase_means(story: str, speaker: str) -> None:
    found = told(story)
    assert found
    assert {q["speaker"] for q in found} == {speaker}


def test_two_people_of_one_surname_stay_two() -> None:
    found = told("Mara Voss said the dam was safe. Her brother Ivo Voss said it was not. “It is,” Mara Voss replied.")
    assert [q["speaker"] for q in found] == ["Mara Voss", "Ivo Voss", "Mara Voss"]


CUES = tomllib.loads(resources.files("tasks.extract").joinpath("lexicons", "cues.toml").read_text(encoding="utf-8"))
GROUPS = [(part, group) for part in ("verbs", "nouns", "adjectives") for group in CUES[part]]


@pytest.mark.parametrize(("part", "group"), GROUPS, ids=[g["name"] for _, g in GROUPS])
def test_the_example_of_every_group_of_cues_is_read(part: str, group: dict[str, Any]) -> None:
    found = told(group["example"])
    assert [q["class"] for q in found] == [group["class"]], found


def test_what_a_relative_clause_alleges_stands_behind_its_cue() -> None:
    words = [q["words"] for q in told("The flat is above a shop where Masood and his family are thought to have moved in December.")]
    assert words == ["Masood and his family … to have moved in December"]


@pytest.mark.parametrize(
    "said", ["If people want to stay safe, they should leave", "Does anyone believe that he will win?", "Nobody wants to pay"]
)
def test_what_everybody_is_supposed_to_want_is_no_quote_within_a_quote(said: str) -> None:
    assert not [q["words"] for q in told(f"“{said}” Mara Voss said.") if q["nested"]]


@pytest.mark.parametrize(
    ("story", "words"),
    [
        ("“I was told ‘there are no figures’ twice,” Mara Voss said.", "there are no figures"),
        ("“My clerk was asked to keep quiet,” Mara Voss said.", "to keep quiet"),
        ("“The plan was described as a joke,” Mara Voss said.", "The plan … as a joke"),
        ("Mara Voss said that the dam was expected to fail in May.", "the dam … to fail in May"),
        ("Mara Voss said farmers had been accused of theft.", "farmers … of theft"),
        ("“Each of them has promised to leave,” Mara Voss said.", "to leave"),
        ("“We told the mayor we needed the dam open,” Mara Voss said.", "we needed the dam open"),
    ],
)
def test_passives_and_reports_of_ones_own_within_a_quote_have_rows(story: str, words: str) -> None:
    assert [q["words"] for q in told(story) if q["nested"]] == [words]


@pytest.mark.parametrize(
    "said",
    ["It was reported twice", "The town is called Salem", "We were forced to leave", "He was charged with theft", "I must say it failed"],
)
def test_what_nobody_tells_within_a_quote_has_no_row(said: str) -> None:
    assert not [q["words"] for q in told(f"“{said},” Mara Voss said.") if q["nested"]]


def test_who_is_quoted_is_the_one_who_was_told() -> None:
    found = read("“My clerk told me that we should wait,” Mara Voss said.")
    names = {e["entity_id"]: e["name"] for e in found.entities}
    (said,) = [q for q in found.quotes if q["parent_quote_id"]]
    assert (names[said["speaker_id"]], names[said["addressee_id"]]) == ("My clerk", "Mara Voss")


def test_what_others_want_is_a_quote_within_a_quote() -> None:
    assert [q["words"] for q in told("“The rebels want to divide the valley,” Mara Voss said.") if q["nested"]] == ["to divide the valley"]
