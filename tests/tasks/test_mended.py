"""What the model gets wrong in names and arcs is mended; the parses here are given, for what a model gets wrong changes with the model."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from tasks.annotate import load_model
from tasks.mended_parse import mend_parse
from tasks.named_entities import agree, mend_names


def doc_of(parse: str, *entities: tuple[int, int, str]) -> Doc:
    """A Doc of 'word/TAG/label/head …', where the head is a number; '-' stands without spaces around it, brackets without one inside."""
    tokens = [t.split("/") for t in parse.split()]
    words = [t[0] for t in tokens]
    spaces = [w not in ("-", "(") and following not in ("-", ")") for w, following in zip(words, [*words[1:], ""], strict=True)]
    ents = ["O"] * len(words)
    for start, end, label in entities:
        ents[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    rest = {"tags": [t[1] for t in tokens], "deps": [t[2] for t in tokens], "heads": [int(t[3]) for t in tokens]}
    return Doc(Vocab(), words=words, spaces=spaces, ents=ents, **rest)


def names(doc: Doc) -> list[tuple[str, str]]:
    return [(e.text, e.label_) for e in doc.ents]


NAMES = [
    # a last name that the model leaves out, or marks as something else
    (
        "Ann/NNP/compound/2 Maria/NNP/compound/2 Voss/NNP/nsubj/3 left/VBD/ROOT/3",
        [(0, 2, "PERSON"), (2, 3, "ORG")],
        [("Ann Maria Voss", "PERSON")],
    ),
    (
        "Ann/NNP/compound/3 Lee/NNP/compound/3 -/HYPH/punct/3 roe/NNP/nsubj/4 left/VBD/ROOT/4",
        [(0, 2, "PERSON")],
        [("Ann Lee-roe", "PERSON")],
    ),
    # a noble title tells a person where nothing follows
    ("Pope/NNP/compound/1 Leo/NNP/nsubj/2 left/VBD/ROOT/2", [(0, 2, "ORG")], [("Leo", "PERSON")]),
    (
        "Prince/NNP/compound/2 Edward/NNP/compound/2 Island/NNP/nsubj/3 voted/VBD/ROOT/3",
        [(0, 3, "GPE")],
        [("Prince Edward Island", "GPE")],
    ),
    ("Duke/NNP/compound/1 University/NNP/nsubj/2 sued/VBD/ROOT/2", [(0, 2, "ORG")], [("Duke University", "ORG")]),
    ("King/NNP/compound/1 County/NNP/nsubj/2 sued/VBD/ROOT/2", [(0, 2, "GPE")], [("King County", "GPE")]),
    # no last name: an office, a body
    ("Ann/NNP/compound/2 Lee/NNP/compound/2 Foundation/NNP/nsubj/3 left/VBD/ROOT/3", [(0, 2, "PERSON")], [("Ann Lee", "PERSON")]),
    # a place or an office before the name
    ("from/IN/prep/3 Vermont/NNP/compound/3 Ann/NNP/compound/3 Lee/NNP/ROOT/3", [(1, 4, "PERSON")], [("Ann Lee", "PERSON")]),
    ("Assemblywoman/NNP/compound/2 Ann/NNP/compound/2 Lee/NNP/ROOT/2", [(0, 3, "PERSON")], [("Ann Lee", "PERSON")]),
    # what a bracket abbreviates, what the list of bodies knows, two parts of one name
    (
        "Commission/NNP/ROOT/0 on/IN/prep/0 Rights/NNPS/pobj/1 (/-LRB-/punct/4 CR/NNP/appos/0 )/-RRB-/punct/4",
        [(0, 1, "ORG"), (4, 5, "ORG")],
        [("Commission on Rights", "ORG"), ("CR", "ORG")],
    ),
    (
        "Islamic/NNP/compound/1 State/NNP/ROOT/1 of/IN/prep/1 Iraq/NNP/pobj/2 and/CC/cc/1 the/DT/det/6 Levant/NNP/conj/1",
        [(0, 4, "ORG"), (6, 7, "PERSON")],
        [("Islamic State of Iraq and the Levant", "ORG")],
    ),
    (
        "League/NNP/ROOT/0 for/IN/prep/0 the/DT/det/3 Defence/NNP/pobj/1 of/IN/prep/3 Rights/NNPS/pobj/4",
        [(0, 1, "ORG"), (3, 6, "ORG")],
        [("League for the Defence of Rights", "ORG")],
    ),
    ("The/DT/det/1 FSB/NNP/nsubj/2 left/VBD/ROOT/2", [(1, 2, "PERSON")], [("FSB", "ORG")]),
    ("A/DT/det/1 Senator/NNP/nsubj/2 left/VBD/ROOT/2", [(1, 2, "PERSON")], []),
    ("Ann/NNP/ROOT/0 –/:/punct/0 Bern/NNP/appos/0", [(0, 3, "ORG")], [("Ann", "ORG")]),
]


@pytest.mark.parametrize(("parse", "marked", "told"), NAMES, ids=[p for p, *_ in NAMES])
def test_names_have_their_ends(parse: str, marked: list[tuple[int, int, str]], told: list[tuple[str, str]]) -> None:
    assert names(mend_names(doc_of(parse, *marked))) == told


LEE_ROE = "Ann/NNP/compound/3 Lee/NNP/compound/3 -/HYPH/punct/3 Roe/NNP/nsubj/4 left/VBD/ROOT/4"
AGREEING = [
    # the last name of a person, which the model takes for a body's
    ([(LEE_ROE, (0, 4, "PERSON")), ("Lee/NNP/compound/2 -/HYPH/punct/2 Roe/NNP/nsubj/3 spoke/VBD/ROOT/3", (0, 3, "ORG"))], "Lee-Roe", ["PERSON"]),
    (
        [
            ("Zala/NNP/compound/1 Wosnić/NNP/nsubj/2 left/VBD/ROOT/2", (0, 2, "PERSON")),
            ("Wosnic/NNP/nsubj/1 spoke/VBD/ROOT/1", (0, 1, "ORG")),
        ],
        "Wosnic",
        ["PERSON"],
    ),
    # two persons who are known apart
    (
        [
            ("Ann/NNP/compound/1 Lee/NNP/nsubj/2 met/VBD/ROOT/2 Tom/NNP/compound/4 Roe/NNP/dobj/2", (0, 2, "PERSON"), (3, 5, "PERSON")),
            ("the/DT/det/4 Lee/NNP/compound/3 -/HYPH/punct/3 Roe/NNP/compound/4 talks/NNS/ROOT/4", (1, 4, "PERSON")),
        ],
        "Lee",
        ["PERSON"],
    ),
    # the short name of a company, a town, whoever 'who' stands behind
    ([("Berg/NNP/compound/1 Group/NNP/nsubj/2 fell/VBD/ROOT/2", (0, 2, "ORG")), ("Berg/NNP/nsubj/1 rose/VBD/ROOT/1", (0, 1, "PERSON"))], "Berg", ["ORG"]),
    ([("He/PRP/nsubj/1 stood/VBD/ROOT/1 in/IN/prep/1 Zalo/NNP/pobj/2", (3, 4, "PERSON"))], "Zalo", ["GPE"]),
    ([("He/PRP/nsubj/1 trusts/VBZ/ROOT/1 Zalo/NNP/dobj/1", (2, 3, "PERSON"))], "Zalo", ["PERSON"]),
    (
        [("Zala/NNP/compound/1 Voss/NNP/nsubj/5 ,/,/punct/1 who/WP/nsubj/4 sang/VBD/relcl/1 left/VBD/ROOT/5", (0, 2, "GPE"))],
        "Zala Voss",
        ["PERSON"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "name", "labels"), AGREEING, ids=[n for _, n, _ in AGREEING])
def test_a_name_has_one_label_in_an_article(
    texts: list[tuple[str, *tuple[tuple[int, int, str], ...]]], name: str, labels: list[str]
) -> None:
    docs = [doc_of(parse, *marked) for parse, *marked in texts]
    agree(docs)
    assert [label for text, label in names(docs[-1]) if text == name] == labels


ARCS = [
    # (parse, entities, word, its head and label when mended)
    (
        "The/DT/det/1 mayor/NN/nsubj/7 of/IN/prep/1 London/NNP/pobj/2 ,/,/punct/3 Ann/NNP/compound/6 Lee/NNP/conj/3 spoke/VBD/ROOT/7",
        [(3, 4, "GPE"), (5, 7, "PERSON")],
        "Lee",
        ("mayor", "appos"),
    ),
    (
        "Speaking/VBG/csubj/6 to/IN/prep/0 Reuters/NNP/pobj/1 ,/,/punct/2 a/DT/det/5 guest/NN/appos/2 said/VBD/ROOT/6 no/UH/intj/6",
        [(2, 3, "ORG")],
        "guest",
        ("said", "nsubj"),
    ),
    (
        "On/IN/prep/4 Friday/NNP/compound/3 Berg/NNP/compound/3 Motor/NNP/nsubj/4 rose/VBD/ROOT/4",
        [(1, 2, "DATE"), (2, 4, "ORG")],
        "Friday",
        ("On", "pobj"),
    ),
    (
        "Spain/NNP/nsubj/1 struck/VBD/ccomp/6 yesterday/NN/npadvmod/6 ,/,/punct/6 ”/''/punct/6 Lee/NNP/nsubj/6 said/VBD/ROOT/6",
        [(2, 3, "DATE"), (5, 6, "PERSON")],
        "yesterday",
        ("struck", "npadvmod"),
    ),
    (
        "Spain/NNP/nsubj/2 was/VBD/auxpass/2 hit/VBN/ROOT/2",
        [(0, 1, "GPE")],
        "Spain",
        ("hit", "nsubjpass"),
    ),
    (
        "He/PRP/nsubj/1 called/VBD/ROOT/1 on/IN/prep/1 Lee/NNP/pobj/2 to/TO/prep/1 publicly/RB/advmod/6 lay/VBD/acl/3 it/PRP/dobj/6 out/RP/prt/6",
        [(3, 4, "PERSON")],
        "lay",
        ("called", "xcomp"),
    ),
    (
        "Lee/NNP/nsubj/1 hinted/VBD/ccomp/7 that/IN/det/3 talks/NNS/dobj/1 –/:/punct/3 on/IN/prep/3 could/MD/aux/7 fail/VB/ROOT/7",
        [(0, 1, "PERSON")],
        "talks",
        ("fail", "nsubj"),
    ),
    (
        "He/PRP/nsubj/1 said/VBD/ROOT/1 on/IN/prep/1 Media/NNP/pobj/2 the/DT/det/5 valley/NN/appos/3 was/VBD/auxpass/7 flooded/VBN/advcl/1",
        [],
        "valley",
        ("flooded", "nsubjpass"),
    ),
    (
        "Lee/NNP/nsubj/1 sent/VBD/ROOT/1 a/DT/det/3 note/NN/dobj/1 on/IN/prep/3 Media/NNP/nsubj/6 blaming/VBG/pcomp/4 Spain/NNP/dobj/6",
        [(0, 1, "PERSON"), (7, 8, "GPE")],
        "blaming",
        ("sent", "advcl"),
    ),
    (
        "It/PRP/nsubj/1 was/VBD/ROOT/1 a/DT/det/3 plan/NN/attr/1 to/TO/aux/5 leave/VB/advcl/1",
        [],
        "leave",
        ("plan", "acl"),
    ),
    (
        "He/PRP/nsubj/1 met/VBD/ROOT/1 Ann/NNP/compound/3 Lee/NNP/dobj/1 in/IN/prep/3 Oslo/NNP/pobj/4",
        [(2, 4, "PERSON")],
        "in",
        ("met", "prep"),
    ),
    (
        "its/PRP$/poss/1 ally/NN/nsubj/3 France/NNP/appos/1 left/VBD/ROOT/3",
        [(2, 3, "GPE")],
        "France",
        ("left", "nsubj"),
    ),
    # the subject of the second clause hangs on what the first one ends with
    (
        "Lee/NNP/nsubj/1 beat/VBD/ROOT/1 Spain/NNP/dobj/1 and/CC/cc/2 Italy/NNP/conj/2 will/MD/aux/6 attack/VB/conj/1",
        [(0, 1, "PERSON"), (2, 3, "GPE"), (4, 5, "GPE")],
        "Italy",
        ("attack", "nsubj"),
    ),
    (
        "states/NNS/ROOT/0 :/:/punct/0 Spain/NNP/appos/0 and/CC/cc/2 Italy/NNP/conj/2 have/VBP/aux/6 voted/VBN/conj/0",
        [(2, 3, "GPE"), (4, 5, "GPE")],
        "Spain",
        ("voted", "nsubj"),
    ),
    (
        "Roe/NNP/nsubj/1 led/VBD/ROOT/1 after/IN/prep/1 Ann/NNP/compound/4 Lee/NNP/pobj/2 stepped/VBD/conj/1 down/RP/prt/5",
        [(0, 1, "PERSON"), (3, 5, "PERSON")],
        "Lee",
        ("stepped", "nsubj"),
    ),
    (
        "He/PRP/nsubj/1 told/VBD/ROOT/1 the/DT/det/3 valley/NN/dobj/1 was/VBD/auxpass/5 lost/VBN/ccomp/1",
        [],
        "valley",
        ("lost", "nsubjpass"),
    ),
    # the losses that were felt are no subject
    (
        "Lee/NNP/nsubj/1 saw/VBD/ROOT/1 ruin/NN/dobj/1 and/CC/cc/2 losses/NNS/conj/2 felt/VBD/conj/1 here/RB/advmod/5",
        [(0, 1, "PERSON")],
        "losses",
        ("ruin", "conj"),
    ),
    # an office ahead of who holds it is no subject of its own
    (
        "envoy/NN/nsubj/5 ,/,/punct/5 Minister/NNP/compound/4 Ann/NNP/compound/4 Roe/NNP/nsubj/5 met/VBD/ROOT/5 them/PRP/dobj/5",
        [(3, 5, "PERSON")],
        "envoy",
        ("Roe", "nmod"),
    ),
    # a verb with a tense goes on from one
    (
        "Lee/NNP/nsubj/1 urged/VBD/ROOT/1 them/PRP/dobj/1 to/TO/aux/4 go/VB/xcomp/1 and/CC/cc/4 spoke/VBD/conj/4",
        [(0, 1, "PERSON")],
        "spoke",
        ("urged", "conj"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("parse", "marked", "word", "told"), ARCS, ids=[p for p, *_ in ARCS])
def test_arcs_are_mended(parse: str, marked: list[tuple[int, int, str]], word: str, told: tuple[str, str]) -> None:
    token = next(t for t in mend_parse(doc_of(parse, *marked)) if t.text == word)
    assert (token.head.text, token.dep_) == told


def test_a_mended_parse_is_a_tree() -> None:
    """Every token has a way up to the root of its sentence, whatever is mended."""
    nlp = load_model("")
    for text in (
        "On Friday on Friday Ann Lee on Friday of Friday, Ann Lee",
        "Said on Media the Media, of Lee, the Lee",
        "to be it was a plan",
    ):
        for token in nlp(text):
            assert len(list(token.ancestors)) < len(token.doc)
