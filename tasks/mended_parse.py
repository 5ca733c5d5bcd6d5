"""The parse where news is known to lead the small models astray, mended before anything reads it: a step of the pipeline.

Each function of `tasks.mends` tells one shape. What is mended is the arc (or the tag), so that every rule behind reads the sentence as it
stands.
"""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from tasks.mends import clauses, names, subjects

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTLESS = (subjects.subject_behind_preposition, subjects.subject_behind_and)  # of any clause below another

# What is mended where the model gives an arc this label.
MENDS: dict[str, tuple[Callable[["Token"], None], ...]] = {
    "ROOT": (clauses.past_for_noun,),
    "pobj": (names.noun_for_verb,),
    "nsubj": (names.hyphenated, names.title_ahead),
    "dobj": (subjects.clause_for_object, clauses.verb_in_relative),
    "xcomp": (clauses.verb_behind_stranded_to,),
    "auxpass": (subjects.passive_subject,),
    "prep": (clauses.split_infinitive, clauses.agent_below),
    "agent": (clauses.agent_below,),
    "csubj": (subjects.subject_behind_participle,),
    "conj": (
        names.beside_for_with,
        clauses.behind_the_quote,
        clauses.beside_participle,
        clauses.behind_infinitive,
        *SUBJECTLESS,
    ),
    "pcomp": (clauses.medium_before_participle,),
    "npadvmod": (names.day_of_quote,),
    "advcl": (
        clauses.as_label,
        clauses.aim_of_noun,
        clauses.start_of_event,
        *SUBJECTLESS,
    ),
    "ccomp": (
        clauses.words_before_quote,
        clauses.told_behind_circumstance,
        subjects.done_to,
        subjects.subject_for_object,
        *SUBJECTLESS,
    ),
    "relcl": (clauses.second_clause, clauses.told_at_a_time),
    "oprd": (names.who_is_called,),
    "appos": (names.one_of_a_list, clauses.relative_clause, subjects.subject_behind_medium, names.name_behind_noun),
}


def mend_parse(doc: "Doc") -> "Doc":
    """The Doc with tags and arcs mended; entities stay, and sentences but for a quote behind a colon, which becomes one of its own."""
    codes = _codes()
    for i, label in enumerate(doc.to_array("DEP").tolist()):
        if label in codes:
            token = doc[i]
            for mend in codes[label]:
                if token.dep == label:
                    mend(token)
    for entity in doc.ents:
        if entity.label_ == "PERSON":
            person = entity.root
            names.holder_beside_office(entity, person)
            names.holder_behind_place(entity, person)
            names.circumstances(person)
        elif entity.label_ == "DATE" and entity.end - entity.start == 1:
            names.day_before_name(doc[entity.start])
    return doc


@cache
def _codes() -> dict[int, tuple[Callable[["Token"], None], ...]]:
    """MENDS by the numbers that spaCy has for labels, the same in every vocabulary."""
    from spacy.strings import get_string_id

    return {get_string_id(label): mends for label, mends in MENDS.items()}
