"""What happened, when and where: made-up sentences, one trait each."""

import pytest

from schemas.records import Article, Document
from tasks.clean import clean
from tasks.extract.events.confidence import FEATURES, load_confidence
from tests.tasks.extract.stories import FILL, HEAD, RULES, events, first

STATUS = [
    ("France attacked Spain.", "ASSAULT", "occurred", False),
    ("France is blockading the ports of Spain.", "COERCE", "ongoing", False),
    ("France will impose sanctions on Spain.", "SANCTION", "planned", False),
    ("France said it would impose sanctions on Spain.", "SANCTION", "planned", False),
    ("France and Spain are scheduled to hold talks on January 10.", "CONSULT", "scheduled", False),
    ("France urged Spain to withdraw its troops from the valley.", "RETREAT", "demanded", False),
    ("France threatened to bomb Spain.", "ASSAULT", "threatened", False),
    ("If Spain attacks France, grain will cost more.", "ASSAULT", "hypothetical", False),
    ("Spain may attack France.", "ASSAULT", "hypothetical", False),
    ("Spain denied that it had attacked France.", "ASSAULT", "denied", False),
    ("Spain has not attacked France.", "ASSAULT", "occurred", True),
    ("Spain refused to meet President Ivo Horn.", "CONSULT", "occurred", True),
    ("Spain began to bomb the valley of France.", "ASSAULT", "occurred", False),
    ("After the arrest of the general, France agreed to new talks.", "COERCE", "occurred", False),
    ("France came to the valley to attack the rebels.", "ASSAULT", "occurred", False),
    ("The restrictions were to be lifted by France.", "CONCEDE", "planned", False),
    ("France urged that the prisoners be released.", "CONCEDE", "demanded", False),
    ("France wants the general to resign.", "CONCEDE", "demanded", False),
    ("Their demands include the release of the prisoners.", "CONCEDE", "demanded", False),
    ("France claimed responsibility for the attack.", "ASSAULT", "occurred", False),
    ("The officers committed the murder of two rebels.", "ASSAULT", "occurred", False),
    ("The rebels are backed by France.", "SUPPORT", "ongoing", False),
    ("The civil war has been ongoing for years.", "ASSAULT", "ongoing", False),
    ("The protests began in June in response to a new law.", "PROTEST", "ongoing", False),
    ("France has pledged in talks to work with Spain.", "CONSULT", "occurred", False),
    ("Police are seeking men over the murder of Ivo Horn.", "ASSAULT", "occurred", False),
    ("The minister will raise the issue during his visit to Spain.", "CONSULT", "planned", False),
    ("The visit of Ivo Horn to Spain, which will take place soon, is in doubt.", "CONSULT", "planned", False),
    ("France has yet to agree to the terms of Spain.", "AGREE", "occurred", True),
    ("The envoy warned that new tariffs would only harden positions, and urged restraint.", "REQUEST", "occurred", False),
    ("The bill ought to be rejected by Spain.", "REJECT", "demanded", False),
    ("France may cancel the agreement with Spain.", "AGREE", "occurred", False),
    ("France threatened to suspend a deal with Spain.", "AGREE", "occurred", False),
    ("The generals were held until the end of the war.", "ASSAULT", "occurred", False),
    ("The rebels are due to begin surrendering to France.", "RETREAT", "scheduled", False),
    ("Police told of a foiled attack on the port of Spain.", "ASSAULT", "occurred", True),
    ("The senate will discuss allegations of fraud by France.", "ACCUSE", "occurred", False),
    ("“I am asking Spain to leave,” Ivo Horn said.", "REQUEST", "occurred", False),
    ("An investigation by Spain found no trace of the gas.", "ACCUSE", "occurred", False),
    ("The ongoing conflict, which began in 2011, worries Spain.", "ASSAULT", "ongoing", False),
    ("France and Spain have fought two wars over the valley.", "ASSAULT", "occurred", False),
    ("The minister accused Spain of shelling the port. Madrid denied the charge.", "ASSAULT", "denied", False),
    ("Ivo Horn said France had bombed its port. Paris denies any involvement.", "ASSAULT", "denied", False),
    ("The minister accused Spain of shelling the port. Italy denied any involvement.", "ASSAULT", "occurred", False),
    ("The minister accused Spain of shelling the port. Spain denied reports that its king was ill.", "ASSAULT", "occurred", False),
    ("“We bombed the port of Spain,” the rebels said. The rebels denied any wrongdoing.", "ASSAULT", "occurred", False),
    ("The minister said France had sent aid to Mali. France denied any role in the coup.", "AID", "occurred", False),
    ("Police said Ivo Horn had met Ann Lee in Spain. Horn denied any wrongdoing.", "CONSULT", "occurred", False),
    ("Spain will leave the bloc without a deal with France.", "AGREE", "hypothetical", False),
    ("Spain would respect any deal with France.", "AGREE", "hypothetical", False),
    ("Protesters demanded the end of the war with Spain.", "ASSAULT", "ongoing", False),
    ("The minister accused rebels of bombing a market. A spokesman for the rebels denied the charge.", "ASSAULT", "denied", False),
    ("Ivo Horn took to Twitter to thank Spain.", "SUPPORT", "occurred", False),
    ("It was wrong of France to support the rebels.", "SUPPORT", "occurred", False),
    ("Spain said France was not responsible for any attack on the port.", "ASSAULT", "denied", False),
    ("Spain had no role in the bombing of the port.", "ASSAULT", "denied", False),
    ("Ivo Horn told reporters that he will boycott the vote.", "PROTEST", "planned", False),
    ("France plans to discuss the border at a meeting with Spain.", "CONSULT", "planned", False),
    ("Ivo Horn is arrested by police.", "COERCE", "occurred", False),
    ("The document envisages consultations with Spain.", "CONSULT", "planned", False),
    ("France signed an order banning travellers from Spain.", "COERCE", "occurred", False),
    ("Spain has been the subject of French sanctions since 2011.", "SANCTION", "ongoing", False),
    ("France underlined its readiness to impose sanctions on Spain.", "SANCTION", "threatened", False),
    ("The talks, which are scheduled for Monday, will be hard.", "CONSULT", "scheduled", False),
    ("France could not attack Spain if Italy withdrew.", "ASSAULT", "threatened", True),
    ("France and Spain could not have signed the deal without Norway.", "AGREE", "hypothetical", True),
    ("Without an agreement with France, the port will close.", "AGREE", "hypothetical", False),
    ("The police tried to arrest the general but failed.", "COERCE", "planned", False),
    ("The president will visit Spain unless he is ill.", "CONSULT", "planned", False),
    ("Our focus is on a deal with Spain.", "AGREE", "occurred", False),
    ("They met on the last day of the visit.", "CONSULT", "occurred", False),
    ("The rebels were given a second chance to surrender.", "RETREAT", "hypothetical", False),
    ("However, past French military incursions are still a part of history.", "ASSAULT", "occurred", False),
    ("France said Spain will never be allowed to join NATO.", "AGREE", "denied", True),
    ("However, past attacks on Spain are still remembered.", "ASSAULT", "occurred", False),
    ("The visit was arranged at the request of Spain.", "REQUEST", "occurred", False),
    ("France said any future attack on Spain must be answered.", "ASSAULT", "hypothetical", False),
    ("France will send Spain arms unless Italy leaves.", "AID", "threatened", False),
    ("New sanctions on Spain will be mustered by France.", "SANCTION", "planned", False),
    ("The talks are due to end on Feb 20.", "CONSULT", "ongoing", False),
    ("The lawyers expect the talks to last until August.", "CONSULT", "ongoing", False),
    ("The minister is on a working visit to Spain.", "CONSULT", "ongoing", False),
    ("It was the third week of protests in the valley.", "PROTEST", "ongoing", False),
    ("France and Spain could not agree on a budget.", "AGREE", "occurred", True),
    ("The meeting ended without an agreement.", "AGREE", "occurred", True),
    ("Two men are the suspects in a bombing of the dam.", "ASSAULT", "occurred", False),
    ("The union called for an inquiry into the bombing of the dam.", "ASSAULT", "occurred", False),
    ("The council called for the ministers to be arrested.", "COERCE", "demanded", False),
    ("The general threatened to sue the minister.", "ACCUSE", "threatened", False),
    ("For several days France denied the accusation.", "ACCUSE", "occurred", False),
    ("Why did Spain attack France?", "ASSAULT", "occurred", False),
    ("The mayor told Monday's meeting of the council that the dam was safe.", "CONSULT", "occurred", False),
    ("No one tried to attack the dam.", "ASSAULT", "occurred", True),
    ("France denies that the attack took place.", "ASSAULT", "denied", False),
    ("France spoke of an imminent invasion of the valley.", "ASSAULT", "planned", False),
    ("The invasion of Spain on Monday could result in sanctions.", "ASSAULT", "occurred", False),
    ("Protesters burn flags before France arrests dozens in the capital.", "COERCE", "occurred", False),
    ("France said that any invasion of Spain would face sanctions by Italy.", "ASSAULT", "hypothetical", False),
    ("There is little time before France leaves the European Union.", "RETREAT", "scheduled", False),
    ("The council called for an inquiry into the mayor.", "ACCUSE", "demanded", False),
    ("France has begun to bomb the valley of Spain.", "ASSAULT", "ongoing", False),
    ("France and Spain resumed peace talks on Monday.", "CONSULT", "ongoing", False),
    ("The union warned that it would walk out in January.", "PROTEST", "threatened", False),
    ("France announced a complete withdrawal from Spain.", "RETREAT", "planned", False),
    ("The attack by France was aimed at deterring Spain.", "ASSAULT", "occurred", False),
    ("The law would have allowed France to extradite the general.", "COERCE", "hypothetical", False),
    ("Further charges may be laid against the mayor.", "ACCUSE", "hypothetical", False),
    ("The airline carries arms to Spain, supporting the rebels.", "SUPPORT", "ongoing", False),
    ("President Ivo Horn said ahead of talks with France that he feared a war.", "CONSULT", "scheduled", False),
    ("The general was not arrested until May.", "COERCE", "occurred", False),
    ("Ann Lee urged France to leave, for those with between ?8 and ?", "REQUEST", "occurred", False),
    ("France demanded that Spain provide security guarantees.", "AGREE", "demanded", False),
    ("The minister did not expect France to attack Spain.", "ASSAULT", "hypothetical", True),
    ("The agenda of future talks between France and Spain is long.", "CONSULT", "planned", False),
    ("It is a summary of the imminent talks between France and Spain.", "CONSULT", "planned", False),
    ("Neither France nor Italy attacked the dam.", "ASSAULT", "occurred", True),
    ("The rebels would often attack farms in the valley.", "ASSAULT", "occurred", False),
    ("France has zero tariffs on goods of Spain.", "SANCTION", "occurred", True),
    ("France failed to end the conflict in Spain.", "ASSAULT", "ongoing", False),
    ("It is a story of a nonexistent massacre in the valley.", "ASSAULT", "hypothetical", False),
    ("Riots broke out due to the shooting of Ivo Horn.", "ASSAULT", "occurred", False),
    ("Ivo Horn died due to an attack of rebels.", "ASSAULT", "occurred", False),
    ("Ivo Horn died in a London-set attack.", "ASSAULT", "occurred", False),
    ("The talks with Spain are due to begin on Monday.", "CONSULT", "scheduled", False),
    ("Senators vowed to investigate the king.", "ACCUSE", "planned", False),
    ("Spain vowed to attack France.", "ASSAULT", "threatened", False),
    ("France said that it would leave and has refused new talks with Spain.", "REJECT", "occurred", False),
    ("Relations with Spain have soured since the murder of a French envoy.", "ASSAULT", "occurred", False),
    ("The rebels would not quit the talks should the French government refuse new talks.", "REJECT", "hypothetical", False),
]  # fmt: skip


@pytest.mark.parametrize(("story", "event_type", "status", "negated"), STATUS, ids=[s[0] for s in STATUS])
def test_status(story: str, event_type: str, status: str, negated: bool) -> None:
    found = first(story, event_type)
    assert (found["status"], found["negated"]) == (status, negated)


def test_what_refers_back_has_the_parties_and_the_date_told_before() -> None:
    found = [
        e for e in events("France and Spain will hold talks on January 10.\n\nThe talks are about grain.") if e["trigger_text"] == "talks"
    ]
    assert {(name, basis) for _, name, basis in found[-1]["actors"]} == {("France", "inherited"), ("Spain", "inherited")}
    assert (str(found[-1]["date_start"]), found[-1]["date_basis"]) == ("2022-01-10", "inferred")


def test_the_talks_are_those_of_their_word_and_place() -> None:
    story = (
        "France and Spain are scheduled to hold a phone call on January 10.\n\nItaly had a conversation with Spain on December 7.\n\n"
        "The phone call was Madrid's idea."
    )
    called = [e for e in events(story) if e["trigger_text"] == "phone call"][-1]
    assert {name for _, name, _ in called["actors"]} == {"France", "Spain"}
    assert (called["status"], str(called["date_start"])) == ("scheduled", "2022-01-10")


def test_talks_to_come_are_not_those_that_were() -> None:
    story = "President Ivo Horn of France and President Eve Roe of Spain spoke on Monday.\n\n"
    ahead = events(story + "Envoys of Italy and Malta will meet soon. Hopes are high for talks scheduled for February.")[-1]
    assert {name for _, name, _ in ahead["actors"]}.isdisjoint({"Ivo Horn", "Eve Roe"})
    before = events("Ivo Horn of France asked for a call with Eve Roe of Spain ahead of talks.")[-1]
    assert before["trigger_text"] == "talks"
    assert not [name for _, name, basis in before["actors"] if basis == "inherited"]


def test_an_undated_article_hands_on_the_words_for_a_day() -> None:
    head = "River talks falter\n\n"
    story = "Ivo Horn of France and Eve Roe of Spain will hold a call on Thursday.\n\nThe call was the idea of Horn."
    article = clean(Document("made.txt", "text", head + story + FILL, ""))
    assert isinstance(article, Article)
    (found,) = RULES.extract([article])
    assert [(m["date_text"], m["date_start"]) for m in found.event_mentions if "call" in m["trigger_text"]] == [("Thursday", None)] * 2


def test_what_was_held_before_does_not_date_what_is_told_now() -> None:
    story = "France and Spain met in Lisbon. The talks were hard. France and Spain last held talks in May 2013."
    assert next(e["date_start"] for e in events(story) if e["trigger_text"] == "talks" and e["actors"]) is None


def test_words_beside_an_event_do_not_make_another() -> None:
    for story in (
        "Given the French build-up of goods, prices fell.",
        "France will demonstrate a willingness to wait.",
        "The party has stepped up its calls for a vote.",
        "The demands of the party were not met.",
        "Any delay will be met with surprise.",
    ):
        assert {e["event_type"] for e in events(story) if e["trigger_start"] > len(HEAD)} <= {"REQUEST", "MOBILIZE", "AGREE"}, story


def test_condition_and_consequence_are_both_told_and_linked() -> None:
    story = "If Spain attacks France, Italy will impose sanctions on Spain."
    condition, consequence = first(story, "ASSAULT"), first(story, "SANCTION")
    assert consequence["condition_id"] == condition["mention_id"]
    assert (condition["status"], consequence["status"]) == ("hypothetical", "threatened")


@pytest.mark.parametrize(
    ("story", "event_type", "day"),
    [
        ("The drone attack in Spain, the first since May 2016, killed ten rebels.", "ASSAULT", None),
        ("Mara Voss said on Tuesday that France attacked Spain in 2014.", "ASSAULT", "2014-01-01"),
        ("Mara Voss said on Tuesday that France attacked Spain.", "ASSAULT", None),
        ("On Tuesday, France attacked Spain.", "ASSAULT", "2021-12-28"),
        ("France attacked Spain on December 3. A day later, Spain attacked Portugal.", "ASSAULT", "2021-12-03"),
        ("“France attacked Spain yesterday,” Mara Voss said on Tuesday.", "ASSAULT", "2021-12-27"),
        ("France attacked and seized the port of Spain in 2014.", "ASSAULT", "2014-01-01"),
        ("Jan. 10 – French-Spanish talks in Geneva (the presidents will not attend).", "CONSULT", "2022-01-10"),
        ("France was pleased with the talks with Spain and the prospects for peace next year.", "CONSULT", None),
    ],
)
def test_date(story: str, event_type: str, day: str | None) -> None:
    found = first(story, event_type)["date_start"]
    assert (str(found) if found else None) == day


@pytest.mark.parametrize(
    ("story", "event_type", "place", "country"),
    [
        ("France and Spain met in Lisbon on Tuesday.", "CONSULT", "Lisbon", "PRT"),
        ("Rebels attacked soldiers in the port town of Mokha, Yemen.", "ASSAULT", "Mokha", "YEM"),
        ("France and Spain resumed the Geneva talks.", "CONSULT", "Geneva", None),
        ("Rebels attacked a petrol station in Chingola.", "ASSAULT", "Chingola", None),
        ("Rebels killed ten people in France.", "ASSAULT", "France", "FRA"),
        ("On Saturday evening in Oslo, Norway, a mass stabbing shocked the town.", "ASSAULT", "Oslo", "NOR"),
        ("A couple of bombings took place in Oslo last month.", "ASSAULT", "Oslo", "NOR"),
        ("The crowd met in Oslo for a rally.", "PROTEST", "Oslo", "NOR"),
        ("France reiterated the United States' support for Spain.", "SUPPORT", None, None),
        ("The mayor denied that rebels had bombed a market in Chingola.", "REJECT", None, None),
        ("Rebels killed Ivo Horn at New York airport on Monday.", "ASSAULT", "New York airport", None),
        ("It was the deadliest since an assault in Chingola in August 2018.", "ASSAULT", "Chingola", None),
        ("Two weeks of protests in the capital, Oslo, are over.", "PROTEST", "Oslo", "NOR"),
        ("Osama was killed by French forces in Pakistan in 2011.", "ASSAULT", "Pakistan", "PAK"),
        ("Officials in Lisbon arrested a man.", "COERCE", "Lisbon", "PRT"),
        ("Hundreds marched through Oslo.", "PROTEST", "Oslo", "NOR"),
        ("France sent troops to Poland.", "MOBILIZE", "Poland", "POL"),
        ("The envoy travels to Oslo on Thursday for two days of talks.", "CONSULT", "Oslo", "NOR"),
        ("An attack on the embassy in Oslo failed.", "ASSAULT", "Oslo", "NOR"),
        ("There were talks on the war in Spain.", "CONSULT", None, None),
        ("He was killed in office.", "ASSAULT", None, None),
        ("He went to prison for attacking a guard.", "ASSAULT", None, None),
        ("The king visited Michael Jordan.", "CONSULT", None, None),
        ("Rebels in Spain attacked the French town of Kilis.", "ASSAULT", None, None),
    ],
)
def test_place(story: str, event_type: str, place: str | None, country: str | None) -> None:
    found = first(story, event_type)
    assert (found["place_text"], found["place_country"]) == (place, country)


def test_words_that_tell_no_event_are_left_alone() -> None:
    assert [
        e for e in events("The ministry released a report. The plan meets the needs of farmers.") if e["trigger_start"] > len(HEAD)
    ] == []


@pytest.mark.parametrize(
    "story",
    [
        "Cyclone Idai battered Mozambique.",
        "Fans kicked off the season.",
        "Ten-year bonds yielded two percent.",
        "The dollar appreciated against the yen.",
        "The film describes the crime of a king.",
        "The rules allow them to stay.",
        "Firefighters attributed the fire to faulty wiring.",
        "The fight against cancer goes on.",
        "The crisis demands an answer.",
        "The minister insisted that the bridge was safe.",
        "The singer told the audience that she was glad.",
        "Her words were spoken by an actor.",
        "The company looked into the future.",
        "The king has no interest in conferring a medal on the singer.",
        "The minister insists that the bridges are safe.",
        "A cook who declined to give her name said that it was late.",
        "Growth lifted a million people above the poverty line.",
        "The show hosted by Ann Lee was long.",
        "Tourists visited the cathedral of Velki.",
        "The firm seized the opportunity.",
        "The mosque's calls to prayer were long.",
    ],
)
def test_everyday_meanings_tell_no_event(story: str) -> None:
    assert events(story) == events("")


def test_a_call_by_somebody_to_do_something_is_no_call_by_phone() -> None:
    assert first("Spain rejected a call by French officials to show restraint.", "REQUEST")["trigger_text"] == "call"


def test_a_call_to_discuss_something_is_one_by_phone() -> None:
    assert first("Ivo Horn took a call from Spain to discuss the border.", "CONSULT")["trigger_text"] == "call"


def test_factuality_falls_from_fact_to_denial() -> None:
    told = [
        first(story, "ASSAULT")["factuality"]
        for story in ("France attacked Spain.", "France will attack Spain.", "France may attack Spain.", "France has not attacked Spain.")
    ]
    assert told == sorted(told, reverse=True)
    assert (told[0], told[-1] < 0) == (3.0, True)


@pytest.mark.parametrize(
    ("story", "day"),
    [
        ("Joe Weber is scheduled to hold talks with his counterpart, Marta Ruiz on January 10.", "2022-01-10"),
        ("The talks that Spain had with France on December 7 went well.", "2021-12-07"),
        ("The attack by Spain on Tuesday killed nobody. Weber condemned the attack by Spain.", "2021-12-28"),
    ],
)
def test_day_of_an_event_whose_words_stand_elsewhere(story: str, day: str) -> None:
    dated = [e for e in events(story) if e["event_type"] in ("CONSULT", "ASSAULT") and e["trigger_text"] != "talks falter"]
    assert {str(e["date_start"]) for e in dated if e["trigger_start"] > len(HEAD) and e["trigger_text"] != "killed"} == {day}


def test_what_tells_of_its_course_was_held_though_it_was_planned() -> None:
    ahead, held = (
        e["status"]
        for e in events("The debate is scheduled for Monday. Lee said later the debate was calm.")
        if e["event_type"] == "CONSULT"
    )
    assert (ahead, held) == ("scheduled", "occurred")


def test_a_cause_does_not_put_a_month_ahead() -> None:
    assert str(first("Riots broke out due to the shooting of Ivo Horn in August.", "ASSAULT")["date_start"]) == "2021-08-01"


def test_known_event_is_not_doubted_for_the_verb_beside_it() -> None:
    assert first("Norland was accused of the attack, and the town was blocked off after the attack.", "ASSAULT")["status"] == "occurred"


def test_compounds_and_crimes_tell_no_other_event() -> None:
    words = {e["trigger_text"] for e in events("He was name-calling France. The general committed no crimes. Floods in Spain killed ten.")}
    assert not words & {"calling", "committed", "killed"}


def test_a_noun_that_the_model_takes_for_a_verb() -> None:
    told = first("Italy met Ivo Horn on Friday to debrief him on the Voss-Berg chat and discuss the valley.", "CONSULT")
    assert told["trigger_text"] == "met"
    words = [
        (e["trigger_text"], e["status"]) for e in events("They met to debrief him on the Voss-Berg chat and discuss summit preparations.")
    ]
    assert ("chat", "occurred") in words


def test_a_word_within_a_name_tells_no_event() -> None:
    found = events("The envoys met at the Organization for Security and Co-operation in Europe on Monday.")
    assert not any(e["event_type"] == "COOPERATE" for e in found)


def test_what_two_will_do_is_scheduled_where_another_sentence_gives_the_day() -> None:
    told = events("France and Spain will meet. The meeting of France and Spain is scheduled for January 10.")
    assert {(e["status"], str(e["date_start"])) for e in told if e["trigger_text"] in ("meet", "meeting")} == {("scheduled", "2022-01-10")}


def test_a_further_meeting_has_not_the_day_of_the_first() -> None:
    told = [e for e in events("France and Spain will meet on January 10. France and Spain will meet again.") if e["trigger_text"] == "meet"]
    assert [str(e["date_start"]) for e in told] == ["2022-01-10", "None"]


def test_a_phrase_does_not_reach_over_another_verb() -> None:
    words = {e["trigger_text"] for e in events("France is continuing to investigate the attack.")}
    assert "investigate" in words and "continuing" not in words


def test_confidence_is_higher_where_the_text_names_both_sides() -> None:
    sure = first("On Monday France attacked Spain in the valley.", "ASSAULT")
    open_ = first("The gauge, an observer of the flood noted, had been of use in earlier attacks.", "ASSAULT")
    assert 0 < open_["confidence"] < 0.3 < sure["confidence"] < 1


def test_confidence_has_a_weight_for_every_feature() -> None:
    confidence = load_confidence()
    assert len(confidence.weights) == len(FEATURES) == len(set(FEATURES))
    assert all(-3 < weight < 3 for weight in (*confidence.weights, *confidence.words.values()))


def test_a_day_taken_from_another_word_is_not_handed_on() -> None:
    story = "Villagers protested against Spain's expropriation of farms. Homes were demolished by Spain in 2017. Then came the expropriation of land by Spain."
    assert first(story, "COERCE")["date_start"] is None
