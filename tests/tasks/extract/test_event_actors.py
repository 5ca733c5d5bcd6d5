"""Who does it to whom: made-up sentences, one trait each."""

import pytest

from schemas.records import Article, Document
from tasks.clean import clean
from tasks.extract.events.context import ROLES
from tasks.extract.events.salience import Scene, load_salience
from tasks.extract.rules import RulesExtractor
from tests.tasks.extract.stories import FILL, HEAD, RULES, events, first

ACTORS = [
    ("Rebels killed hundreds of civilians in Spain.", "ASSAULT", {("source", "Rebels"), ("target", "civilians")}),
    ("The rebels killed dozens in Spain.", "ASSAULT", {("source", "rebels"), ("target", "dozens")}),
    ("Spain blamed the bombing on Italy.", "ACCUSE", {("source", "Spain"), ("target", "Italy")}),
    ("The mayor faces threats from Spain.", "THREATEN", {("source", "Spain"), ("target", "mayor")}),
    ("Meanwhile, President Lee – Ann Roe's rival – accused Spain of lying.", "ACCUSE", {("source", "Lee"), ("target", "Spain")}),
    ("Spain put pressure on France to leave.", "REQUEST", {("source", "Spain"), ("target", "France")}),
    ("Protesters clashed with police on Monday.", "PROTEST", {("source", "Protesters"), ("target", "police")}),
    (
        "Ivo Horn met President Eve Roe and the foreign ministers of Spain, Italy and France.",
        "CONSULT",
        {("source", "Ivo Horn"), ("target", "Eve Roe"), ("target", "Spain"), ("target", "Italy"), ("target", "France")},
    ),
    ("The agency was working with authorities to clear the valley.", "COOPERATE", {("source", "agency"), ("target", "authorities")}),
    ("Spain condemned the attack on Italy.", "ACCUSE", {("source", "Spain")}),
    ("Ivo Horn has said ahead of talks with Eve Roe that he is glad.", "CONSULT", {("source", "Ivo Horn"), ("target", "Eve Roe")}),
    ("The driver was sought; police sued the driver and jailed him.", "COERCE", {("source", "police"), ("target", "driver")}),
    ("For several days France denied the accusation.", "ACCUSE", {("target", "France")}),
    ("France drew criticism from Spain for the deal.", "ACCUSE", {("source", "Spain"), ("target", "France")}),
    ("Anti-government protests began in Spain. Spain is calm.", "PROTEST", {("target", "Spain")}),
    ("Envoys met Senator from Vermont Ann Lee.", "CONSULT", {("source", "Envoys"), ("target", "Ann Lee")}),
    ("Spain expelled the French ambassador to Italy.", "SANCTION", {("source", "Spain"), ("target", "France")}),
    ("Spain is in a military conflict with France.", "ASSAULT", {("source", "Spain"), ("target", "France")}),
    ("Ann Lee was arrested on a charge of theft.", "COERCE", {("target", "Ann Lee")}),
    ("Spain has seen Ivo Horn ousted.", "ASSAULT", {("target", "Ivo Horn")}),
    ("France blamed Spain for Italy's departure.", "ACCUSE", {("source", "France"), ("target", "Spain")}),
    ("France attacked and seized the port of Spain and supports rebels.", "ASSAULT", {("source", "France"), ("target", "Spain")}),
    ("Paris is committed to a deal with Spain.", "AGREE", {("source", "France"), ("target", "Spain")}),
    ("The Syria talks between France and Spain were short.", "CONSULT", {("source", "France"), ("target", "Spain")}),
    ("France and Italy accused Spain of spying.", "ACCUSE", {("source", "France"), ("source", "Italy"), ("target", "Spain")}),
    ("Spain was attacked by France on Tuesday.", "ASSAULT", {("source", "France"), ("target", "Spain")}),
    ("The talks between France and Spain failed.", "CONSULT", {("source", "France"), ("target", "Spain")}),
    ("Mara Voss's call with Ivo Horn lasted an hour.", "CONSULT", {("source", "Mara Voss"), ("target", "Ivo Horn")}),
    ("Moscow expelled two Polish diplomats.", "SANCTION", {("source", "Russia"), ("target", "Poland")}),
    ("The White House praised Norway.", "SUPPORT", {("source", "United States"), ("target", "Norway")}),
    ("The Russian invasion of Georgia shocked many.", "ASSAULT", {("source", "Russia"), ("target", "Georgia")}),
    ("French and Spanish officials met in Lisbon.", "CONSULT", {("participant", "France"), ("participant", "Spain")}),
    ("The Poland-NATO council talks went on.", "CONSULT", {("source", "Poland"), ("target", "NATO")}),
    ("Spain faces sanctions by France.", "SANCTION", {("source", "France"), ("target", "Spain")}),
    ("Mara Voss posted a message blaming Spain for the attacks.", "ASSAULT", {("source", "Spain")}),
    ("The rebels claimed responsibility for the attack.", "ASSAULT", {("source", "rebels")}),
    ("The resignation of President Ivo Horn was no surprise.", "CONCEDE", {("source", "Ivo Horn")}),
    ("President Ivo Horn's arrest was no surprise.", "COERCE", {("target", "Ivo Horn")}),
    ("Ivo Horn opposed the king and was arrested in 1963.", "COERCE", {("target", "Ivo Horn")}),
    ("Ivo Horn wept when convicted by a court in France.", "COERCE", {("target", "Ivo Horn"), ("source", "France")}),
    ("After his arrest, President Ivo Horn went home.", "COERCE", {("target", "Ivo Horn")}),
    ("Ivo Horn's charges include theft.", "ACCUSE", {("target", "Ivo Horn")}),
    ("Ivo Horn charged that France was hiding prisoners.", "ACCUSE", {("source", "Ivo Horn"), ("target", "France")}),
    ("The bombing was attributed to Houthi rebels.", "ASSAULT", {("source", "Houthi rebels")}),
    ("Two soldiers died in the French attack.", "ASSAULT", {("source", "France"), ("target", "soldiers")}),
    ("French airstrikes killed two soldiers.", "ASSAULT", {("source", "France"), ("target", "soldiers")}),
    ("The Iraq war was long.", "ASSAULT", {("target", "Iraq")}),
    ("US sanctions did harm.", "SANCTION", {("source", "United States")}),
    ("Most support for Italy came from France.", "SUPPORT", {("source", "France"), ("target", "Italy")}),
    ("Spain has been the target of French sanctions since 2011.", "SANCTION", {("source", "France"), ("target", "Spain")}),
    ("France invaded and looted Spain.", "ASSAULT", {("source", "France"), ("target", "Spain")}),
    ("France is opposed to Spain.", "REJECT", {("source", "France"), ("target", "Spain")}),
    ("France imposed sanctions on the Spanish economy and financial system.", "SANCTION", {("source", "France"), ("target", "Spain")}),
    ("France's annexation of the island from Spain was peaceful.", "ASSAULT", {("source", "France"), ("target", "Spain")}),
    ("There were talks among ministers from France and Spain.", "CONSULT", {("source", "France"), ("target", "Spain")}),
    ("Representatives from NATO and France met on Monday.", "CONSULT", {("participant", "NATO"), ("participant", "France")}),
    ("France met leaders including Mara Voss and Ivo Horn.", "CONSULT",
     {("source", "France"), ("target", "Mara Voss"), ("target", "Ivo Horn")}),
    ("The West was urged by France to wait.", "REQUEST", {("source", "France"), ("target", "West")}),
    ("Western nations attacked Spain.", "ASSAULT", {("source", "West"), ("target", "Spain")}),
    ("The refusal of France to pay was no surprise.", "REJECT", {("source", "France")}),
    ("The French foreign minister's visit to Spain was short.", "CONSULT", {("source", "French foreign minister"), ("target", "Spain")}),
    ("It was a plan by Spain and its ally France to deploy troops.", "MOBILIZE",
     {("source", "Spain"), ("source", "France")}),
    ("It is about the sanctions imposed against Spain.", "SANCTION", {("target", "Spain")}),
    ("Spain saw a number of drills undertaken by Western nations with Italy.", "COOPERATE", {("source", "West"), ("target", "Italy")}),
    ("The Russian war in Ukraine went on.", "ASSAULT", {("source", "Russia"), ("target", "Ukraine")}),
    ("The Israel strike on Iran was loud.", "ASSAULT", {("source", "Israel"), ("target", "Iran")}),
    ("France was left alone and accused Spain of theft.", "ACCUSE", {("source", "France"), ("target", "Spain")}),
    ("The militia retreated and blamed France.", "RETREAT", {("source", "militia")}),
    ("The ambassador resigned and denounced France.", "CONCEDE", {("source", "ambassador")}),
    ("Prisoners were committed to an asylum.", "AGREE", {("target", "Prisoners")}),
    ("France gave guarantees to Spain.", "AGREE", {("source", "France"), ("target", "Spain")}),
    ("President Mara Voss warned that France would wait.", "THREATEN", {("source", "Mara Voss"), ("target", "France")}),
    ("France urged both countries to wait, and warned Spain.", "THREATEN", {("source", "France"), ("target", "Spain")}),
    ("The rebels are outlawed in France.", "COERCE", {("source", "France"), ("target", "rebels")}),
    ("Spain rejected a call from France for a vote.", "REQUEST", {("source", "France")}),
    ("France does not like the Brexit talks with Spain.", "CONSULT", {("target", "Spain")}),
    ("Ivo Horn became prime minister after Mara Voss stepped down on July 24.", "CONCEDE", {("source", "Mara Voss")}),
    ("Mara Voss said the words of Spain were unfair and demanded an apology.", "REQUEST", {("source", "Mara Voss")}),
    ("Mara Voss accused France of Nazism.", "ACCUSE", {("source", "Mara Voss"), ("target", "France")}),
    ("He spoke at a rally in the port city of Sevil.", "PROTEST", set()),
    ("Mara Voss reiterated Italy's support for Spain.", "SUPPORT", {("source", "Mara Voss"), ("target", "Spain")}),
    ("The opposition accused the president of Spain.", "ACCUSE", {("source", "opposition"), ("target", "president of Spain")}),
    ("The Warsaw Pact invaded Hungary in 1956.", "ASSAULT", {("source", "Warsaw Pact"), ("target", "Hungary")}),
    ("Several rebels attacked Spain. Several men fled.", "ASSAULT", {("source", "rebels"), ("target", "Spain")}),
    ("Spain opened the port and France has given refuge to the migrants.", "AID", {("source", "France"), ("target", "migrants")}),
    ("The envoy met with opposition lawmakers on Friday.", "CONSULT", {("source", "envoy"), ("target", "opposition lawmakers")}),
    ("The envoys were killed by rebels in the outbreak.", "ASSAULT", {("source", "rebels in the outbreak"), ("target", "envoys")}),
    ("Spanish jets bombed a valley of France.", "ASSAULT", {("source", "Spain"), ("target", "France")}),
    ("Velki claimed responsibility for the attack in a call to Italy.", "ASSAULT", {("source", "Velki")}),
    ("One senator, Mara Voss, said she intended to sue Spain.", "ACCUSE", {("source", "Mara Voss"), ("target", "Spain")}),
    ("The governor declared a state of emergency.", "COERCE", {("source", "governor")}),
    ("Ivo Horn was killed in a French military operation.", "ASSAULT", {("source", "France"), ("target", "Ivo Horn")}),
    ("Mara Voss posted a message on Twitter blaming Spain.", "ACCUSE", {("source", "Mara Voss"), ("target", "Spain")}),
    ("Velki has been the subject of Spanish sanctions for years.", "SANCTION", {("source", "Spain"), ("target", "Velki")}),
    ("An Italian, Mara Voss, was charged with fraud in Spain.", "ACCUSE", {("target", "Mara Voss")}),
    ("The representative of France, Mara Voss, condemned Spain.", "ACCUSE", {("source", "Mara Voss"), ("target", "Spain")}),
    ("Police detained a man, later identified as John Carter.", "COERCE", {("source", "Police"), ("target", "John Carter")}),
    ("Ivo Horn accused the minister of misleading the house.", "ACCUSE", {("source", "Ivo Horn"), ("target", "minister")}),
    ("Ivo Horn accused the rebels of shelling Spain.", "ASSAULT", {("source", "rebels"), ("target", "Spain")}),
    ("The committee called on Ivo Horn to impose sanctions on Spain.", "SANCTION", {("source", "Ivo Horn"), ("target", "Spain")}),
    ("The committee called for the minister to resign.", "REQUEST", {("source", "committee"), ("target", "minister")}),
    ("Spain demanded the release of the prisoners.", "REQUEST", {("source", "Spain")}),
    ("Spain demanded the resignation of the minister.", "REQUEST", {("source", "Spain"), ("target", "minister")}),
    ("France proposed a plan and Spain rejected it.", "REJECT", {("source", "Spain")}),
    ("The French army defeated ISIS in the valley.", "ASSAULT", {("source", "France"), ("target", "ISIS")}),
    ("Italy is leaving the European Union.", "RETREAT", {("source", "Italy"), ("target", "European Union")}),
    ("Masked men threw bottles and stones at officers.", "ASSAULT", {("source", "Masked men"), ("target", "officers")}),
    ("The objections from conservatives were loud.", "REJECT", {("source", "conservatives")}),
    ("Italy was opposed to the war.", "REJECT", {("source", "Italy")}),
    ("The army banned children.", "COERCE", {("source", "army"), ("target", "children")}),
    ("A nerve agent was used to kill Ivo Horn.", "ASSAULT", {("target", "Ivo Horn")}),
    ("The rebels held citizens of France.", "COERCE", {("source", "rebels"), ("target", "citizens of France")}),
    ("France evacuated 200 migrants from Italy.", "AID", {("source", "France"), ("target", "200 migrants")}),
    ("Italy sheltered 400 refugees.", "AID", {("source", "Italy"), ("target", "400 refugees")}),
    ("Velki asked for the help of Spain.", "REQUEST", {("source", "Velki"), ("target", "Spain")}),
    ("With the help of Spain, France recaptured Bern.", "AID", {("source", "Spain")}),
    ("The party was designated a terrorist organization by Spain.", "SANCTION", {("source", "Spain"), ("target", "party")}),
    ("The tribunal asked Spain to protect them.", "REQUEST", {("source", "tribunal"), ("target", "Spain")}),
    ("A man drove a van into police.", "ASSAULT", {("source", "man"), ("target", "police")}),
    ("Spain allowed France to use the base.", "CONCEDE", {("source", "Spain"), ("target", "France")}),
    ("Loud calls for the minister to resign grew.", "REQUEST", {("target", "minister")}),
    ("They decried Spain's killing of Ivo Horn.", "ASSAULT", {("source", "Spain"), ("target", "Ivo Horn")}),
    ("Statements of condemnation came from Spain.", "ACCUSE", {("source", "Spain")}),
    ("France used tanks to attack Spain.", "ASSAULT", {("source", "France"), ("target", "Spain")}),
    ("Ivo Horn was the first minister to be praised by Spain.", "SUPPORT", {("source", "Spain"), ("target", "Ivo Horn")}),
    ("Ten men have been charged with the murder of Ivo Horn.", "ASSAULT", {("source", "Ten men"), ("target", "Ivo Horn")}),
    ("Ivo Horn was charged with two counts of murder.", "ASSAULT", {("source", "Ivo Horn")}),
    ("Italian and French attacks on Spain went on.", "ASSAULT", {("source", "Italy"), ("source", "France"), ("target", "Spain")}),
    ("Spain came under attack from France.", "ASSAULT", {("source", "France"), ("target", "Spain")}),
    ("It was wrong of France to attack Spain.", "ASSAULT", {("source", "France"), ("target", "Spain")}),
    ("Nine police killed in attack.", "ASSAULT", {("target", "Nine police")}),
    ("The pact was signed between France and Spain.", "AGREE", {("source", "France"), ("target", "Spain")}),
    ("President Trump met miners. Trump attacked Spain.", "ASSAULT", {("source", "Trump"), ("target", "Spain")}),
    ("Politicians passed a motion that condemns Spain.", "ACCUSE", {("source", "Politicians"), ("target", "Spain")}),
    ("France supplied fighters with arms as they attacked Spain.", "ASSAULT", {("source", "fighters"), ("target", "Spain")}),
    ("France lodged a complaint with the UN against Spain.", "ACCUSE", {("source", "France"), ("target", "Spain")}),
    ("France said the opposition in good faith met Ivo Horn.", "CONSULT", {("source", "opposition"), ("target", "Ivo Horn")}),
    ("Troops of Spain killed four fighters in the northern town of Sylhet.", "ASSAULT", {("source", "Spain"), ("target", "four fighters")}),
    ("Protesters rallied in London against Spain.", "PROTEST", {("source", "Protesters"), ("target", "Spain")}),
    ("The rebels attacked Spain in their campaign.", "ASSAULT", {("source", "rebels"), ("target", "Spain")}),
    ("They have the authority to ban the party.", "COERCE", {("target", "party")}),
    ("Ivo Horn, a young man executed in 1995, was innocent.", "ASSAULT", {("target", "Ivo Horn")}),
    ("The rebels were praised by leaders like Ivo Horn.", "SUPPORT", {("source", "Ivo Horn"), ("target", "rebels")}),
    ("Spain has sent jets in support of the rebels.", "SUPPORT", {("source", "Spain"), ("target", "rebels")}),
    ("A resident shot at officers.", "ASSAULT", {("source", "resident"), ("target", "officers")}),
    ("Students visited the president.", "CONSULT", {("source", "Students"), ("target", "president")}),
    ("It was time to attack Spain.", "ASSAULT", {("target", "Spain")}),
    ("The two states signed a treaty.", "AGREE", {("source", "two states")}),
    ("The union met. It follows allegations Ann Lee took bribes.", "ACCUSE", {("target", "Ann Lee")}),
    ("Ann Lee has secured the nomination of the Green Party.", "SUPPORT", {("source", "Green Party")}),
    ("Ann Lee won the backing of Spain.", "SUPPORT", {("source", "Spain")}),
    ("The rebels claimed the bombing in a statement carried by the agency.", "ASSAULT", {("source", "rebels")}),
    ("Ivo Horn accused Ann Lee of saying she would ban fracking.", "COERCE", {("source", "Ann Lee")}),
    ("The Philippines is a republic. The Senate of the Philippines sat. The Senate rejected the bill.", "REJECT", {("source", "Philippines")}),
    ("The Senate met on Iran. Republicans were split. The Senate rejected the bill.", "REJECT", {("source", "United States")}),
    ("The Senate rejected the bill.", "REJECT", {("source", "United States")}),
    (
        "Ann Lee, a rapporteur for the Office of Human Rights who had criticised Spain, left.",
        "ACCUSE",
        {("source", "Ann Lee"), ("target", "Spain")},
    ),
]  # fmt: skip


def test_they_to_whom_something_is_done_are_those_it_was_done_to_before() -> None:
    *_, released = [e for e in events("Police detained 34 protesters. They were released on Monday.") if e["event_type"] == "CONCEDE"]
    assert ("target", "34 protesters", "stated") in released["actors"]
    *_, condemned = [e for e in events("Gunmen killed ten tourists. They were condemned by Spain.") if e["event_type"] == "ACCUSE"]
    assert ("target", "Gunmen", "stated") in condemned["actors"]


def test_we_of_a_spokesman_is_the_body_he_speaks_for() -> None:
    story = "NATO Secretary-General Ivo Horn spoke on Monday. “We will send troops to Spain,” Horn said."
    assert ("source", "NATO", "stated") in first(story, "MOBILIZE")["actors"]
    story = "Italian Ambassador to the United Nations Mara Voss spoke. “We condemned Spain,” Voss said."
    assert ("source", "United Nations", "stated") not in first(story, "ACCUSE")["actors"]


def test_the_rebels_are_the_body_that_was_called_so() -> None:
    story = "France and the rebel Upper Valley Front resumed talks. The army accused the rebels of shelling a market."
    assert ("target", "Upper Valley Front", "stated") in first(story, "ACCUSE")["actors"]


def test_a_well_known_body_is_one_under_each_of_its_names() -> None:
    story = "NATO deployed troops in the valley.\n\nThe North Atlantic Treaty Organization condemned Spain."
    deployed, condemned = first(story, "MOBILIZE"), first(story, "ACCUSE")
    assert {name for role, name, _ in deployed["actors"] if role == "source"} == {
        name for role, name, _ in condemned["actors"] if role == "source"
    }


def test_who_is_threatened_with_an_act_is_whom_it_would_be_done_to() -> None:
    assert ("target", "partygoers", "inferred") in first("The rebels threatened to kill the partygoers.", "THREATEN")["actors"]


def test_initials_of_a_body_are_no_surname() -> None:
    assert ("source", "UN", "stated") in first("President Kim Jong Un faces UN sanctions.", "SANCTION")["actors"]


@pytest.mark.parametrize(("story", "event_type", "actors"), ACTORS, ids=[a[0] for a in ACTORS])
def test_actors(story: str, event_type: str, actors: set[tuple[str, str]]) -> None:
    assert {(role, name) for role, name, basis in first(story, event_type)["actors"] if basis == "stated"} == actors


def test_they_and_the_two_presidents_are_the_two_that_met() -> None:
    story = "President Mara Voss will meet President Ivo Horn on January 10.\n\nThe two presidents will hold talks on the border."
    last = [e for e in events(story) if e["event_type"] == "CONSULT"][-1]
    assert {name for _, name, _ in last["actors"]} == {"Mara Voss", "Ivo Horn"}


def test_two_leaders_are_the_last_two_who_lead_and_a_counterpart_is_the_other_one() -> None:
    story = (
        "President Mara Voss will meet President Ivo Horn on Monday.\n\nForeign Minister Eda Lind spoke with General Oto Krum.\n\n"
        "The two leaders will hold talks on the border. Mara Voss will speak with her counterpart."
    )
    *_, talks, speak = [e for e in events(story) if e["event_type"] == "CONSULT"]
    assert {name for _, name, _ in talks["actors"]} == {"Mara Voss", "Ivo Horn"}
    assert {name for _, name, _ in speak["actors"]} == {"Mara Voss", "Ivo Horn"}


def test_a_call_is_between_those_who_speak_in_it_not_those_who_brief_the_press_before_it() -> None:
    story = (
        "President Mara Voss urged President Ivo Horn to ease tensions in a phone call on Monday.\n\n"
        "A senior official briefed reporters before the call."
    )
    calls = [e for e in events(story) if e["event_type"] == "CONSULT" and "call" in e["trigger_text"]]
    assert [{name for _, name, _ in e["actors"]} for e in calls] == [{"Mara Voss", "Ivo Horn"}] * 2


def test_the_administration_is_the_one_named_before() -> None:
    story = "Russia and the Biden administration differ. Russia said no. Russia left. On Monday the administration met envoys of Spain."
    met = next(e for e in events("President Joe Biden of the United States spoke.\n\n" + story) if e["trigger_text"].startswith("met"))
    assert ("source", "United States", "stated") in met["actors"]


def test_who_calls_for_talks_wants_to_take_part_in_them() -> None:
    talks = first("The Spanish government has called for talks with France.", "CONSULT")
    assert {(name, basis) for _, name, basis in talks["actors"]} == {("Spain", "inferred"), ("France", "stated")}


def test_officials_of_two_states_are_their_states_though_an_official_spoke() -> None:
    story = "“We wait,” a senior French official said. French and Spanish officials will begin talks in Geneva."
    assert {name for _, name, _ in first(story, "CONSULT")["actors"]} == {"France", "Spain"}


def test_a_countrys_leader_is_who_leads_it() -> None:
    story = "French President Ivo Horn spoke on Monday. Spain praised Mara Voss. The French leader attacked Spain."
    assert ("source", "Ivo Horn", "stated") in first(story, "ASSAULT")["actors"]


def test_a_call_is_no_meeting_and_a_counterpart_of_a_president_may_lead() -> None:
    story = (
        "President Mara Voss urged her Spanish counterpart, Ivo Horn, to wait in a phone call on Monday.\n\n"
        "French and Italian officials met in Lisbon.\n\nThe call was short. The leaders had spoken for an hour in the call."
    )
    calls = [e for e in events(story) if e["trigger_text"].endswith("call")]
    assert [{name for _, name, _ in e["actors"]} for e in calls] == [{"Mara Voss", "Ivo Horn"}] * 3


def test_what_lies_between_two_tells_the_other_side_and_a_mass_of_troops_is_one_word() -> None:
    story = "The ministry saw a concentration of Russian armed forces around the borders of Georgia. Russia deployed troops on its border with Norway."
    found = [e for e in events(story) if e["event_type"] == "MOBILIZE"]
    assert {("source", "Russia", "stated"), ("target", "Georgia", "stated")} <= set(found[0]["actors"])
    assert ("target", "Norway", "stated") in found[1]["actors"]


def test_no_official_is_added_to_what_his_own_state_does_to_others() -> None:
    story = "French President Ivo Horn repeated the demands. France had made the demands in May. France is rich."
    demands = [e for e in events(story) if e["trigger_text"] == "demands"]
    assert all({"France", "Ivo Horn"} - {name for _, name, _ in e["actors"]} for e in demands)


def test_office_holders_stand_for_their_state_when_in_office() -> None:
    story = "The Biden administration threatened Spain. Joe Biden left the White House on Monday."
    assert ("source", "United States", "stated") in first(story, "THREATEN")["actors"]


@pytest.mark.parametrize(
    ("story", "event_type", "actor"),
    [
        ("The singer Joe Biden released an album in the United States. The US president attacked Spain.", "ASSAULT", "Joe Biden"),
        ("Joe Biden of Kent, a farmer, met nobody. Canada's president attacked Spain.", "ASSAULT", "Joe Biden"),
        ("Biden spoke with Putin. Opposition leaders met in Minsk. The leaders were arrested by France.", "COERCE", "Putin"),
        ("Mara Voss met Ivo Horn on Monday. Mara Voss warned her French counterpart.", "THREATEN", "Ivo Horn"),
        ("Spain waited. Forces around Kyiv killed ten rebels.", "ASSAULT", "Ukraine"),
        ("Former French president Ivo Horn sang. The French leader attacked Spain.", "ASSAULT", "Ivo Horn"),
        ("The show of force by France worried Spain.", "MOBILIZE", "force"),
        ("The prime ministers of Spain and Italy resigned.", "CONCEDE", "Italy"),
        ("Spain blamed the bombing on Italy. Officials of Spain blamed the attack on the rebels.", "ASSAULT", "Spain"),
        ("The attacker was killed in the attack on Spain.", "ASSAULT", "attacker"),
        ("The former Portuguese colony was invaded by Spain.", "ASSAULT", "Portugal"),
        ("Soldiers of Spain were there. The Srebrenica massacre by Spain was long ago.", "ASSAULT", "Srebrenica"),
        ("The Velki District Court met on the arson in Velki. Rebels attacked Velki and Spain.", "ASSAULT", "Velki District Court"),
    ],
)
def test_who_is_not_meant(story: str, event_type: str, actor: str) -> None:
    last = [e for e in events(story) if e["event_type"] == event_type][-1]
    assert (actor, "stated") not in {(name, basis) for _, name, basis in last["actors"]}
    assert any(basis == "stated" for _, _, basis in last["actors"])


def test_we_of_an_official_is_a_state_that_the_article_names_only_by_its_office() -> None:
    found = first("Kremlin spokesman Dmitry Orin spoke on Monday. “We attacked the port of Spain,” Orin said.", "ASSAULT")
    assert ("source", "Russia", "stated") in found["actors"]


def _silent() -> RulesExtractor:
    """The extractor without salience."""
    extractor = RulesExtractor()
    extractor.add_parties = lambda scene: None
    return extractor


TRIAL = (
    "Georgia arrested Marta Kobalia on Monday, police said. Kobalia, a reporter, denied the charges.\n\n"
    "Kobalia had written about Georgia and its courts for years. The arrest was condemned abroad."
)


def test_party_that_is_left_open_is_the_likeliest_figure_and_says_so() -> None:
    condemned = next(e for e in events(TRIAL) if e["trigger_text"] == "condemned")
    assert [basis for role, _, basis in condemned["actors"] if role == "source"] in ([], ["implicit"])
    assert {basis for e in events(TRIAL) for _, _, basis in e["actors"]} >= {"stated", "implicit"}


def test_what_is_stated_stays_and_only_implicit_parties_have_a_confidence() -> None:
    article = clean(Document("made.txt", "text", HEAD + TRIAL + FILL, ""))
    assert isinstance(article, Article)
    (found,) = RULES.extract([article])
    (without,) = _silent().extract([article])
    stated = [a for a in found.event_actors if a["basis"] != "implicit"]
    assert stated == without.event_actors
    implicit = [a for a in found.event_actors if a["basis"] == "implicit"]
    assert implicit
    assert all(0.2 <= a["confidence"] <= 1 for a in implicit)
    assert all(a["confidence"] is None for a in stated)
    assert all(article.text[a["start_char"] : a["end_char"]] == a["text"] for a in implicit)
    assert {a["entity_id"] for a in implicit} <= {e["entity_id"] for e in found.entities}


@pytest.mark.parametrize(
    ("text", "event_type", "actor"),
    [
        ("Portugal on Tuesday began the trial of a poet. Ana Duarte was arrested in Lisbon in May.", "COERCE", ("source", "Portugal")),
        ("Three men were jailed in Norway on Friday. The men were charged in June.", "ACCUSE", ("source", "Norway")),
        ("Thousands marched through Lima on Sunday. Peru has seen weeks of unrest.", "PROTEST", ("target", "Peru")),
    ],
)
def test_who_acts_or_suffers_unsaid_is_whoever_does_so_by_nature(text: str, event_type: str, actor: tuple[str, str]) -> None:
    """Courts and police are the state's; protests are against the state that they are in."""
    assert (*actor, "implicit") in first(text, event_type)["actors"]


def test_chances_leave_something_for_nobody() -> None:
    article = clean(Document("made.txt", "text", HEAD + TRIAL + FILL, ""))
    assert isinstance(article, Article)
    shown: list[Scene] = []
    extractor = RulesExtractor()
    extractor.add_parties = shown.append
    list(extractor.extract([article]))
    (scene,) = shown
    nobody = {role: [1 - sum(p for p, _ in load_salience().chances(scene, n, role)) for n in range(len(scene.drafts))] for role in ROLES}
    words = [draft.event.token.text for draft in scene.drafts]
    arrested, condemned = words.index("arrested"), words.index("condemned")
    assert nobody["source"][condemned] > nobody["source"][arrested]  # nobody is told to condemn it, Georgia arrests
    assert all(0 < share < 1 for shares in nobody.values() for share in shares)


@pytest.mark.parametrize("wrong", [{"nmaed": 0.3}, {"knid": {"home": 0.3}}, {"kind": {"hmoe": 0.3}}])
def test_a_weight_that_no_feature_reads_is_refused(wrong: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"first": 0.2, "further": 0.4, "source": wrong, "target": {"named": 0.3}}
    monkeypatch.setattr("tasks.extract.events.salience.read_toml", lambda name: told)
    with pytest.raises(ValueError, match=r"nmaed|knid|hmoe"):
        load_salience.__wrapped__()


def test_nobody_has_both_roles_of_an_event() -> None:
    for event in events(TRIAL):
        names = [name for _, name, _ in event["actors"]]
        assert len(names) == len(set(names))


def test_an_armed_group_is_one_by_its_name_and_the_rank_of_its_people() -> None:
    told = events("Velki rebels bombed a school in Spain. The Velkis attacked France. Italy condemned the rebels.")
    assert [
        next(name for role, name, _ in e["actors"] if role == ("target" if e["event_type"] == "ACCUSE" else "source")) for e in told
    ] == ["Velkis"] * 3


def test_what_is_signed_is_nobody() -> None:
    told = first("During the visit, a Memorandum of Understanding was signed by France.", "AGREE")
    assert not any("nderstanding" in name for _, name, _ in told["actors"])


def test_he_is_who_holds_the_office_that_a_subject_tells() -> None:
    told = first("President Ivo Horn met Owen Voss. Owen Voss sang. The president said he would sue Spain.", "ACCUSE")
    assert ("source", "Ivo Horn", "stated") in told["actors"]


def test_a_name_ends_at_a_dash_between_spaces() -> None:
    assert not any(" - " in name for e in events("Ivo Horn - EU talks with Spain went on.") for _, name, _ in e["actors"])


def test_a_seat_of_power_is_no_second_party_beside_its_state() -> None:
    told = first("The White House has condemned the attack on the American embassy by rebels.", "ASSAULT")
    assert "White House" not in {name for _, name, _ in told["actors"]}
