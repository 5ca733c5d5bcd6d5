"""Which words tell an event, and of which type: made-up sentences, one trait each."""

import pytest

from schemas.records import Line
from tasks.annotate import load_model, paragraph_of
from tasks.extract.events import find_events

TOLD = [
    # phrases
    ("Two hundred soldiers were sent to the harbour.", "sent", "MOBILIZE"),
    ("Norland will send more troops to Sudria.", "send", "MOBILIZE"),
    ("The army sent tanks to the border with Sudria.", "sent", "MOBILIZE"),
    ("Norland sent tanks to Sudria.", "sent", "AID"),
    ("The speaker called on Donald Trump to resign.", "called", "REQUEST"),
    ("The minister called on the president to resign.", "called", "REQUEST"),
    ("Norland called the raid an act of piracy.", "called", "ACCUSE"),
    ("The minister called the governor a liar.", "called", "ACCUSE"),
    ("The spokesman called the reports baseless.", "called", "REJECT"),
    ("The senator attacked the inquiry on television.", "attacked", "ACCUSE"),
    ("The rebels attacked the town.", "attacked", "ASSAULT"),
    ("Seventeen rockets struck near the base, according to Norland.", "struck", "ASSAULT"),
    ("The council met on Friday at the request of Sudria.", "met", "CONSULT"),
    ("Officials attributed the bombing to the rebels.", "attributed", "ACCUSE"),
    ("Protesters threw bottles and stones at the police.", "threw", "ASSAULT"),
    ("The court found the banker guilty of fraud.", "found", "COERCE"),
    ("The army drove the president out of the palace.", "drove", "ASSAULT"),
    ("Turkish jets downed a Russian plane.", "downed", "ASSAULT"),
    ("The court cleared the mayor of all charges.", "cleared", "CONCEDE"),
    ("Norland sent back the refugees.", "sent", "COERCE"),
    ("Soldiers patrolled the streets of the capital.", "patrolled", "MOBILIZE"),
    ("The club announced its opposition to the plan.", "opposition", "REJECT"),
    ("The rebels renewed their demand for a vote.", "demand", "REQUEST"),
    ("The union threatened to shut the port.", "threatened", "THREATEN"),
    ("Thirty unions launched the strike over wages.", "launched", "PROTEST"),
    ("Jets launched the strike at dawn.", "launched", "ASSAULT"),
    ("Norland carried out strikes on Friday evening.", "carried", "ASSAULT"),
    ("The union marched for wages. Norland carried out air strikes.", "carried", "ASSAULT"),
    ("Doctors are paid less since the strike.", "strike", "PROTEST"),
    ("The strike killed ten people, a union of doctors said.", "strike", "ASSAULT"),
    ("The Union of Norland said the strike was felt for miles, and jets left.", "strike", "ASSAULT"),
    ("Students went home. A demonstration of students blocked the road.", "demonstration", "PROTEST"),
    ("Kidnappers sent a ransom demand to the family.", "demand", "REQUEST"),
    ("The mayor faces threats from the gang.", "threats", "THREATEN"),
    ("Activists warned that they would block the port.", "warned", "THREATEN"),
    ("A letter threatened to kill the mayor.", "threatened", "THREATEN"),
    ("Norland put pressure on Sudria to leave.", "put", "REQUEST"),
    ("Police beat opponents of the president with batons.", "beat", "ASSAULT"),
    ("The rebels released the body of a hostage.", "released", "CONCEDE"),
    ("The nuclear deal of 2015 was signed.", "deal", "AGREE"),
    ("Sudria withdrew its offer to Norland.", "withdrew", "RETREAT"),
    ("The general warned that rebels would be shot.", "warned", "THREATEN"),
    ("The minister declined to meet the envoy.", "declined", "REJECT"),
    ("Lee was charged with killing a guard.", "charged", "ACCUSE"),
    ("Lee was charged with preparing an attack.", "charged", "ACCUSE"),
    ("Prosecutors charged Lee with providing support to the rebels.", "charged", "ACCUSE"),
    ("Lee was charged with running a drug ring.", "charged", "ACCUSE"),
    # voice
    ("Lee had an audience with the pope.", "audience", "CONSULT"),
    ("The envoy was spoken to by the king.", "spoken", "CONSULT"),
    ("The lawyer had her house searched by the police.", "searched", "COERCE"),
    ("The mayor insisted that the budget include a wall.", "insisted", "REQUEST"),
    ("The minister insisted that the ships must leave.", "insisted", "REQUEST"),
    ("The two countries fought over the valley from 1932 to 1935.", "fought", "ASSAULT"),
    ("With forty senators supporting the bill, it was passed.", "supporting", "SUPPORT"),
    ("A bomb exploded in Kabul.", "exploded", "ASSAULT"),
    ("The army shot at the crowd. Ten people were killed. The crash and the fire were forgotten.", "killed", "ASSAULT"),
    ("Russian fire struck a hospital.", "struck", "ASSAULT"),
    ("Gunmen killed Mr Fox.", "killed", "ASSAULT"),
    ("Thousands were forced to flee.", "forced", "COERCE"),
    ("The two sides agreed that the truce must hold.", "agreed", "AGREE"),
    ("The government agreed.", "agreed", "AGREE"),
    ("Senators voted for the bill.", "voted", "SUPPORT"),
    ("The queen defended her ally.", "defended", "SUPPORT"),
    ("Iran funds the rebels.", "funds", "AID"),
    ("Russia made a proposal to Ukraine.", "proposal", "REQUEST"),
    ("War broke out between Eritrea and Ethiopia.", "War", "ASSAULT"),
    ("The warning to Turkey was clear.", "warning", "THREATEN"),
    ("The final debate between Lee and Roe was calm.", "debate", "CONSULT"),
    ("The senator left the race. Roe withdrew from the race.", "withdrew", "CONCEDE"),
    ("The party nominated Ann Lee for president.", "nominated", "SUPPORT"),
    ("The parliament voted to lift her immunity.", "lift", "COERCE"),
    ("Police cleared protesters from the square.", "cleared", "COERCE"),
    ("The US issued a travel ban.", "ban", "COERCE"),
    # attacks with words
    ("Donald Trump attacked Joe Biden over taxes.", "attacked", "ACCUSE"),
    ("The senator attacked the inquiry as a sham.", "attacked", "ACCUSE"),
    ("Rebels attacked the base as part of an offensive.", "attacked", "ASSAULT"),
    ("Thomas Mair attacked Jo Cox.", "attacked", "ASSAULT"),
    # one word, two meanings
    ("The jets bombed the depot. The strike killed nine.", "strike", "ASSAULT"),
    ("Nurses marched to the ministry. The strike is over.", "strike", "PROTEST"),
]
UNTOLD = [
    ("Scientists warn that few of the whales are left.", "warn"),
    ("The whales will decline to extinction by May.", "decline"),
    ("The threat posed by the rebels grew.", "threat"),
    ("It was a demonstration of leadership.", "demonstration"),
    ("The senator withdrew her remarks.", "withdrew"),
    ("Growing demand for gas lifted prices.", "demand"),
    ("China's gas demand rose last year.", "demand"),
    ("The envoy is charged with keeping the talks alive.", "charged"),
    ("He stood in charge of the inquiry.", "charge"),
    ("A company called Yamal Horn owns the field.", "called"),
    ("The raids threatened to derail the talks.", "threatened"),
    ("Shops are already under pressure.", "pressure"),
    ("The paper welcomed the release of the documents.", "release"),
    ("Norland beat Sudria in the final.", "beat"),
    ("The club beat its rivals in the cup final on Sunday.", "beat"),
    ("The council installed a new heating system.", "installed"),
    ("The plane crash put pressure on the airline.", "put"),
    ("The storm curtailed production.", "curtailed"),
    ("The plane retracted its landing gear.", "retracted"),
    ("Police cleared the murder scene.", "cleared"),
    ("The firm repatriated its profits.", "repatriated"),
    ("The singer was nominated for an award.", "nominated"),
    ("The museum tells the story of the Holocaust.", "Holocaust"),
    ("The president declared an end to the war on coal.", "war"),
    ("The reporter asked whether the talks had failed.", "asked"),
    ("A reporter asked the minister about the drought.", "asked"),
    ("The statement released by the court was short.", "released"),
    ("The attack killed nine people.", "killed"),
    ("The accused was ill.", "accused"),
    ("Most of those injured were minors.", "injured"),
    ("The ministry declined to comment.", "declined"),
    ("A fire killed five girls.", "killed"),
    ("The population exploded.", "exploded"),
    ("The bus overturned. The crash was the second collision. Ten people were injured.", "injured"),
    ("The storm hit Norland, killing ten.", "killing"),
    ("The attack killed ten and wounded four.", "wounded"),
    ("The farmer killed a dog.", "killed"),
    ("The law forced prices up.", "forced"),
    ("Ann Lee agreed that it was late.", "agreed"),
    ("Voters should vote for Lee.", "vote"),
    ("He defended his record.", "defended"),
    ("The grant funds research.", "funds"),
    ("They challenged the idea.", "challenged"),
    ("A debate about guns goes on.", "debate"),
    ("Storm warnings were lifted.", "warnings"),
    ("Sentries guarded the war-damaged town.", "war"),
    ("The governor expressed concern about prices.", "expressed"),
    ("The minister held a press conference.", "held"),
    ("The firm paid the tax.", "paid"),
]


def told(text: str) -> list[tuple[str, str]]:
    """The words that tell events, with the type of each."""
    paragraph = paragraph_of(Line(0, len(text), "paragraph"), 0, load_model()(text))
    return [(e.token.text, e.event_type) for e in find_events(paragraph, text)]


@pytest.mark.parametrize(("text", "word", "event_type"), TOLD, ids=[t[0] for t in TOLD])
def test_a_word_tells_an_event(text: str, word: str, event_type: str) -> None:
    assert (word, event_type) in told(text)


@pytest.mark.parametrize(("text", "word"), UNTOLD, ids=[t[0] for t in UNTOLD])
def test_a_word_tells_none(text: str, word: str) -> None:
    assert word not in dict(told(text))
