"""The default extractor: marks, speech, names, times, events and status, in that order, over one parse per article."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from schemas.records import Article, Extraction, Values, stable_id
from schemas.vocabulary import DateBasis
from tasks.annotate import AnnotatedArticle, Paragraph, annotate, model_version
from tasks.extract.cast import Cast
from tasks.extract.events import EventFound, find_events
from tasks.extract.events.confidence import load_confidence
from tasks.extract.events.context import MUTUAL, Draft, Party, Role, Standing, agree_on_days, complete, conditions_of, contest, of_one_side
from tasks.extract.events.dates import lies_ahead, own_time
from tasks.extract.events.pairs import Pairs
from tasks.extract.events.salience import Scene, load_salience
from tasks.extract.events.triggers import Leaning
from tasks.extract.figures import Figure, Mention, has_words
from tasks.extract.lexicon import Country, check_lexicons, country_names, is_form_of, roles
from tasks.extract.names import bodies, introductions, people
from tasks.extract.offices import names_holder
from tasks.extract.phrases import Phrase
from tasks.extract.quotes import find_attributions
from tasks.extract.quotes.attribution import Attribution, kind_of
from tasks.extract.quotes.marks import quoted_mask
from tasks.extract.status import factuality, is_over, profile_of, status_of
from tasks.extract.times import TimeSpan, find_times, last_period
from tasks.extract.times.periods import Period

VERSION = "15"
Rating = Callable[[Sequence[Draft], Mapping[int, Standing]], list[float]]
OURS = frozenset({"i", "we", "me", "us", "my", "our"})  # whoever is quoted
GUESSED = 0.5  # attributions below this confidence need a known speaker


class RulesExtractor:
    """Rules over a spaCy parse. `version` grows with the rules; behind a plus sign follow the model's name and version, and what tells the
    lexicons from any others. Raises ValueError for a lexicon that is wrong."""

    name = "rules"

    def __init__(self, model: str = "") -> None:
        self.model = model
        self.add_parties: Callable[[Scene], None] = load_salience().fill  # to the roles that the words leave open
        self.rate: Rating = load_confidence().of
        model_name = re.sub(r"[^a-z0-9]+", ".", model_version(model).lower()).strip(".")
        self.version = f"{VERSION}+{model_name}.{check_lexicons()}"

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One Extraction per article, in order; `articles` are parsed a few lines at a time."""
        for annotated in annotate(articles, self.model):
            yield _Reading(annotated, self).extraction()


class _Reading:
    """One article being read: rows are made in reading order, for pronouns look back."""

    def __init__(self, annotated: AnnotatedArticle, rules: RulesExtractor) -> None:
        self.annotated = annotated
        self.rules = rules
        self.article = annotated.article
        self.text = annotated.article.text
        self.made_by: Values = {"extractor": rules.name, "extractor_version": rules.version}
        self.article_id = self.article.article_id
        self.anchor: date | None = self.article.published.day if self.article.published else None
        self.cast = Cast(self.article_id, self.text, self.anchor)
        self.told: Period | None = None  # the last date told, which 'a day later' counts from
        self.out = Extraction()
        self.mask = bytearray(len(self.text))  # 1 where the text stands in quotation marks
        self.said: list[Attribution] = []
        self.spoke: dict[int, Figure] = {}  # who made an attribution, by its id()
        self.quote_ids: dict[int, str] = {}  # by the id() of its attribution
        self.uttered: dict[str, date] = {}  # by quote_id, where the text says when
        self.speakers: dict[str, Figure] = {}  # by quote_id
        self.spoken: list[tuple[int, int, str]] = []  # fragments of quotes with their id
        self.pairs = Pairs(self.cast)
        self.told_of: dict[tuple[int, int], Figure] = {}  # whom pronouns mean that speak or are spoken to, by their offsets
        self.countries: list[tuple[int, int, Country]] = []  # where the article names them

    def extraction(self) -> Extraction:
        self.cast.read_names(people(self.annotated), bodies(self.annotated))
        self.cast.introduced = list(introductions(self.annotated))
        states = self._states()
        self.cast.home = states[0] if states else None
        self._quotes()
        self._events()
        self._mention_names()
        self._entities()
        return self.out

    # -- quotes --------------------------------------------------------------------------------------------------------

    def _quotes(self) -> None:
        attributions, quoted = find_attributions(self.annotated)
        self.mask = quoted_mask(len(self.text), quoted)
        for attribution in attributions:
            row = self._quote(attribution)
            self.said.append(attribution)
            if row is not None:
                self.quote_ids[id(attribution)] = row["quote_id"]
                self.out.quotes.append(row)
                if row["cue_class"] == "speech" and row["speaker_id"] is not None:
                    self.speakers[row["quote_id"]] = self.spoke[id(attribution)]
                    self.spoken.extend((s, e, row["quote_id"]) for s, e in attribution.fragments)
        self._nest()

    def _quote(self, a: Attribution) -> Values | None:
        enclosing = self._around(a) if a.nested else None
        if a.nested and a.speaker is not None and a.speaker.text.lower() in OURS:
            speaker = enclosing  # “I told him”
        elif a.frame == "turn" and a.speaker is None:
            speaker = self._interviewee(a)
        elif a.follows is not None:
            speaker = self.spoke.get(id(a.follows)) or self.cast.last_speaker(a.start)
        else:
            told = self.cast.named_in(a.fragments)  # 'he said Lee was ill': he is not Lee
            if enclosing is not None and a.speaker is not None and self.mask[a.speaker.start]:
                told |= {enclosing.entity_id}  # “He told me”: not whoever is quoted
            speaker = self.cast.resolve(a.speaker, speaking=not a.nested, told=a.nested, apart=told) if a.speaker else None
        if speaker is not None:
            self.spoke[id(a)] = speaker
        ours = enclosing is not None and a.addressee is not None and a.addressee.text.lower() in OURS and self.mask[a.addressee.start]
        addressee = enclosing if ours else self.cast.resolve(a.addressee) if a.addressee else None
        fragments = sorted(a.fragments)
        start, end = fragments[0][0], fragments[-1][1]
        if speaker is None and a.speaker is None and a.confidence < GUESSED:
            return None  # a guess at the tag that leads to nobody
        return {
            "quote_id": stable_id("quote", self.article_id, fragments, a.cue, *(["cited"] if a.cited_by is not None else [])),
            "article_id": self.article_id,
            "kind": "direct" if a.verbatim else kind_of(fragments, self.mask, self.text),
            "cue_class": a.cue_class,
            "negated": a.negated,
            "text": self.text[start:end],
            "start_char": start,
            "end_char": end,
            "fragments": [{"start_char": s, "end_char": e} for s, e in fragments],
            **_surface("speaker", a.speaker),
            "speaker_id": speaker.entity_id if speaker else None,
            "speaker_anonymous": bool(speaker and speaker.kind == "anonymous"),
            "cue_text": self.text[a.cue[0] : a.cue[1]] if a.cue else None,
            "cue_start": a.cue[0] if a.cue else None,
            "cue_end": a.cue[1] if a.cue else None,
            **_surface("addressee", a.addressee),
            "addressee_id": addressee.entity_id if addressee else None,
            "parent_quote_id": self.quote_ids.get(id(a.cited_by)),
            "confidence": round(a.confidence * (1.0 if speaker else 0.7), 2),
            **self.made_by,
        }

    def _interviewee(self, a: Attribution) -> Figure | None:
        """Who gives the answers behind 'A:': the person of the title, or who is named most ahead of the first turn; None for questions."""
        paragraphs = self.annotated.paragraphs
        if not self.text.startswith(("A", "“A", '"A'), paragraphs[a.paragraph].start):
            return None
        first = next(
            p.start for p in paragraphs[: a.paragraph + 1] if p is paragraphs[a.paragraph] or self.text.startswith(("Q:", "Q."), p.start)
        )
        title = next((p for p in paragraphs if p.line.kind == "title"), None)
        ahead = [m for m in self.cast.named if m.start < first and m.figure.kind == "person"]
        titled = [m for m in ahead if title is not None and title.start <= m.start < title.end]
        counts = Counter(m.figure.entity_id for m in titled or ahead)
        return self.cast.figures[counts.most_common(1)[0][0]] if counts else None

    def _around(self, a: Attribution) -> Figure | None:
        """Who speaks the quote that an attribution stands in."""
        outer = [(o.end - o.start, o) for o in self.said if any(s <= a.start and a.end <= e for s, e in o.fragments)]
        return self.spoke.get(id(min(outer, key=lambda o: o[0])[1])) if outer else None

    def _nest(self) -> None:
        """Point every quote that stands inside another at the smallest one around it."""
        for row in self.out.quotes:
            if row["parent_quote_id"] is not None:
                continue  # of a source that is cited
            around = [
                o
                for o in self.out.quotes
                if o is not row
                and any(f["start_char"] <= row["start_char"] and row["end_char"] <= f["end_char"] for f in o["fragments"])
                and _covered(o) > _covered(row)
            ]
            if around:
                row["parent_quote_id"] = min(around, key=lambda o: (o["end_char"] - o["start_char"], o["quote_id"]))["quote_id"]

    # -- events --------------------------------------------------------------------------------------------------------

    def _events(self) -> None:
        drafts: list[Draft] = []
        surnames, leaning = self.cast.surnames(), Leaning(self.annotated.paragraphs)
        self.told_of = {(m.start, m.end): m.figure for m in self.cast.mentions if m.form == "pronoun"}
        self._date_utterances()
        for paragraph in self.annotated.paragraphs:
            times: dict[int, list[TimeSpan]] = {}
            for sentence in paragraph.doc.sents:
                start = paragraph.start + sentence.start_char
                text = self.text[start : paragraph.start + sentence.end_char]
                times[sentence.start] = find_times(text, self.anchor, offset=start, before=self.told)
                self.told = last_period(times[sentence.start]) or self.told
            events = list(find_events(paragraph, self.text, names=surnames, leaning=leaning))
            triggers = {e.token.i for e in events}
            for event in events:
                sentence = event.token.sent
                quote = self._said_in(event.start, event.end)
                said = self.uttered.get(quote or "")
                told = times[sentence.start]
                if said is not None and said != self.anchor:  # 'tomorrow' in a quote is the day after it was said
                    told = find_times(sentence.text, said, offset=paragraph.start + sentence.start_char)
                drafts.append(self._draft(event, paragraph, told, triggers, quote))
                drafts[-1].told_on = said or self.anchor
        complete(drafts)
        if drafts:
            self.rules.add_parties(self._scene(drafts))
        conditions = conditions_of(drafts)
        for draft in drafts:
            draft.mention_id = stable_id("mention", self.article_id, draft.event.start, draft.event.end, draft.event.event_type)
        for number, condition in conditions.items():
            drafts[number].condition_id = drafts[condition].mention_id
        standings = {id(draft): self._standing(draft) for draft in drafts}
        agree_on_days(drafts, standings)
        contest(drafts, standings, self.speakers)
        for draft, confidence in zip(drafts, self.rules.rate(drafts, standings), strict=True):
            for party in draft.parties:
                if party.basis in ("inferred", "implicit"):
                    self.cast.note(party.figure, party.text, party.start, party.form)
            self._mention(draft, standings, confidence)

    def _scene(self, drafts: list[Draft]) -> Scene:
        """The article as far as it tells who is present in it."""
        states = [Mention(self.cast.state(country), self.text[start:end], start, end, "name") for start, end, country in self.countries]
        told = {q["addressee_id"] for q in self.out.quotes} - {q["speaker_id"] for q in self.out.quotes}  # 'told CNN': beside the story
        outlets = {e for e in told if e is not None and self.cast.figures[e].kind == "organization"}
        acting = {i for d in drafts for i in d.ids()}
        outlets |= {e for e, f in self.cast.figures.items() if f.name.lower() in roles()["outlets"] and e not in acting}
        sights = [s for s in (*self.cast.mentions, *self.cast.named, *states) if s.figure.entity_id not in outlets]
        sentences = sorted(p.start + s.start_char for p in self.annotated.paragraphs for s in p.doc.sents)
        return Scene(drafts, sights, sentences, self.cast.home.code if self.cast.home else None)

    def _date_utterances(self) -> None:
        """When each quote was said, where a time depends on its cue: 'he said on Monday: “…”'."""
        cues = {q["cue_start"]: q["quote_id"] for q in self.out.quotes if q["quote_id"] in self.speakers and q["cue_start"] is not None}
        if not cues:
            return
        for paragraph in self.annotated.paragraphs:
            within = [at for at in cues if paragraph.start <= at < paragraph.end]
            for at in within:
                quote = cues[at]
                span = paragraph.doc.char_span(at - paragraph.start, at - paragraph.start + 1, alignment_mode="expand")
                token = span[0] if span is not None and len(span) else None
                if token is None or not token.tag_.startswith("VB"):
                    continue
                start, end = paragraph.start + token.sent.start_char, paragraph.start + token.sent.end_char
                times = find_times(self.text[start:end], self.anchor, offset=start)
                outside = [t for t in times if self._said_in(t.start, t.end) is None]
                time = own_time(token, outside, paragraph.doc, paragraph.start, {token.i})
                if time is not None and time.first is not None and time.first == time.last:
                    self.uttered[quote] = time.first

    def _states(self) -> list[Country]:
        """The countries that the article names, by name, demonym, capital or seat; the most named first. A Senate is that of the state it
        stands for elsewhere only where the article names that state otherwise, or none."""
        counts: Counter[str] = Counter()
        first: dict[str, Country] = {}
        shared: list[tuple[int, int, Country]] = []
        for paragraph in self.annotated.paragraphs:
            for entity in paragraph.ents:
                name = re.sub(r"^the |[’']s$", "", entity.text, flags=re.IGNORECASE)
                hit = country_names().get(name.lower()) if entity.label_ in ("GPE", "NORP", "ORG", "LOC") else None
                if hit is None:
                    continue
                start = paragraph.start + entity.start_char
                found = shared if name.lower() in roles()["shared"] else self.countries
                found.append((start, start + len(entity.text), hit[0]))
                first.setdefault(hit[0].code, hit[0])
        counts.update(country.code for _, _, country in self.countries)
        elsewhere = {country.code for _, _, country in shared}
        if counts and not any(code in counts or self._is_told_of(code) for code in elsewhere):
            self.cast.seat = first[counts.most_common(1)[0][0]]
        shared = [(start, end, self.cast.seat or country) for start, end, country in shared]
        counts.update(country.code for _, _, country in shared)
        self.countries += shared
        return [first[code] for code, _ in counts.most_common()]

    def _is_told_of(self, code: str) -> bool:
        """Whether the article has a sign of a state that it does not name: who leads it, or its parties."""
        text = self.text.lower()
        return names_holder(self.text, code) or any(has_words(w, text) for w in roles()["shared_signs"])

    def _draft(self, event: EventFound, paragraph: Paragraph, times: list[TimeSpan], triggers: set[int], quote: str | None) -> Draft:
        draft = Draft(event, paragraph, quote_id=quote)
        phrases: list[tuple[Role, Phrase]] = [("source", p) for p in event.sources]
        phrases += [("target", p) for p in event.targets]
        for role, phrase in phrases:
            for figure in self._meant(phrase, event.event_type, quote, draft.ids()):
                own = (
                    event.event_type == "THREATEN"
                    and figure.kind == "government"
                    and any(of_one_side(figure, p.figure) for p in draft.parties)
                )
                if figure.entity_id not in draft.ids() and not own:  # 'he warned that Moscow would answer'
                    draft.parties.append(Party(role, figure, phrase.text, phrase.start, phrase.end))
        if event.event_type in MUTUAL and len(draft.ids()) == 2:
            one, other = (p.figure for p in draft.parties)
            self.pairs.met(one, other, event.start)
        elif len(draft.of("source")) > 1:
            self.pairs.acted([p.figure for p in draft.of("source")], event.start)
        held = event.event_type == "COERCE" or event.trigger.mode == "abduct"
        self.cast.acts([p.figure for p in draft.of("source")], [p.figure for p in draft.of("target")], event.start, held=held)
        time = own_time(event.token, times, paragraph.doc, paragraph.start, triggers, anchored=self.anchor is not None)
        if time is not None:
            draft.days, draft.date_at = (time.first, time.last, time.granularity), (time.start, time.end)
            draft.date_words = self.text[time.start : time.end]
        return draft

    def _meant(self, phrase: Phrase, event_type: str, quote: str | None, apart: Collection[str]) -> Sequence[Figure]:
        """Whom a phrase means that takes part in an event, besides those who do already."""
        pair = self.pairs.meant(phrase, event_type, apart)
        if pair:
            return pair
        spoken = self.told_of.get((phrase.start, phrase.end))
        if spoken is not None and spoken.entity_id not in apart:
            return [spoken]
        if quote in self.speakers and self.mask[phrase.start]:
            apart = {*apart, self.speakers[quote].entity_id}  # “He was arrested”: not whoever is quoted
        one = self._first_person(phrase, quote) or self.cast.holder_of(phrase) or self.cast.resolve(phrase, acting=True, apart=apart)
        return [one] if one is not None else []

    def _first_person(self, phrase: Phrase, quote: str | None) -> Figure | None:
        """Who 'I' and 'we' of a quote are: its speaker, or the state or body that a speaking official stands for; also 'our soldiers'."""
        word = phrase.tokens[0].text.lower() if phrase.text != "US" else ""
        if quote is None or word not in ("i", "me", "my", "we", "us", "our"):
            return None
        ours = word == "our" and len(phrase.tokens) == 2 and is_form_of(phrase.head.text, roles()["for_the_state"] | roles()["countries"])
        if len(phrase.tokens) > 1 and not ours:
            return None
        speaker = self.speakers.get(quote)
        if speaker is None or word in ("i", "me", "my"):
            return speaker
        body = self.cast.body_of(speaker)
        if body is None:
            return None if ours else speaker
        self.cast.note(body, phrase.text, phrase.start, "nominal" if ours else "pronoun")
        return body

    def _mention(self, draft: Draft, standings: Mapping[int, Standing], confidence: float) -> None:
        event, paragraph = draft.event, draft.paragraph
        mention_id = draft.mention_id
        actors = self._actors(draft, mention_id)
        first, last, granularity = draft.days or (None, None, None)
        basis: DateBasis | None = None if first is None else "inferred" if draft.dated_by is not None else "stated"
        profile, status, negated = standings[id(draft)]
        if draft.means is not None and status == "occurred" and not negated and profile.governor is None and profile.mood == "noun":
            _, before, cancelled = standings[id(draft.means)]
            status = before if before in ("scheduled", "planned") and not cancelled and not is_over(event.token) else status
        sentence = event.token.sent
        start = paragraph.start + sentence.start_char
        end = max(event.end, start + len(self.text[start : paragraph.start + sentence.end_char].rstrip()))
        place = event.place.phrase if event.place else None
        self.out.event_mentions.append(
            {
                "mention_id": mention_id,
                "article_id": self.article_id,
                "event_type": event.event_type,
                "cameo_root": event.trigger.root,
                "mode": event.trigger.mode,
                "trigger_text": self.text[event.start : event.end],
                "trigger_start": event.start,
                "trigger_end": event.end,
                "sentence_start": start,
                "sentence_end": end,
                "status": status,
                "negated": negated,
                "factuality": round(factuality(event.token, profile), 1),
                "date_start": first,
                "date_end": last,
                "date_granularity": granularity if first else None,
                "date_basis": basis,
                "date_text": draft.date_words or None,
                "date_text_start": draft.date_at[0] if draft.date_at else None,
                "date_text_end": draft.date_at[1] if draft.date_at else None,
                "place_text": place.text if place else None,
                "place_start": place.start if place else None,
                "place_end": place.end if place else None,
                "place_country": event.place.country.code if event.place and event.place.country else None,
                "quote_id": draft.quote_id,
                "condition_id": draft.condition_id,
                "confidence": confidence,
                **self.made_by,
            }
        )
        self.out.event_actors.extend(actors)

    def _standing(self, draft: Draft) -> Standing:
        """How a mention stands by its own words; its condition must be known."""
        token, profile = draft.event.token, profile_of(draft.event.token)
        first = draft.days[0] if draft.days else None
        told = status_of(
            token, draft.event.event_type, first, draft.told_on,
            ahead=first is None and lies_ahead(draft.date_words), depends=draft.condition_id is not None, profile=profile,
        )  # fmt: skip
        return profile, *told

    def _actors(self, draft: Draft, mention_id: str) -> list[Values]:
        mutual = draft.event.trigger.mutual and not draft.of("target") and len(draft.of("source")) > 1
        return [
            {
                "mention_id": mention_id,
                "article_id": self.article_id,
                "role": "participant" if mutual else party.role,
                "entity_id": party.figure.entity_id,
                "text": party.text,
                "start_char": party.start,
                "end_char": party.end,
                "basis": party.basis,
                "confidence": party.confidence,
            }
            for party in draft.parties
        ]

    def _said_in(self, start: int, end: int) -> str | None:
        """The quote that tells a trigger: the smallest fragment around it, of those of one size that of the source that is cited."""
        around = [(e - s, -number, quote) for number, (s, e, quote) in enumerate(self.spoken) if s <= start and end <= e]
        return min(around)[2] if around else None

    # -- entities ------------------------------------------------------------------------------------------------------

    def _mention_names(self) -> None:
        """Add the mentions of states by name; persons were met by `read_names`."""
        for paragraph in self.annotated.paragraphs:
            for entity in paragraph.ents:
                start = paragraph.start + entity.start_char
                text = self.text[start : start + len(entity.text)]
                name = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
                if entity.label_ == "GPE" and (hit := country_names().get(name.lower())) and hit[1] == "name":
                    self.cast.note(self.cast.state(hit[0]), text, start)
                elif entity.label_ == "PERSON":
                    self.cast.note_person(text, start)

    def _entities(self) -> None:
        seen: set[tuple[str, int, int]] = set()
        for mention in self.cast.mentions:
            key = (mention.figure.entity_id, mention.start, mention.end)
            if key not in seen:
                seen.add(key)
                self.out.entity_mentions.append(
                    {
                        "article_id": self.article_id,
                        "entity_id": mention.figure.entity_id,
                        "text": mention.text,
                        "start_char": mention.start,
                        "end_char": mention.end,
                        "form": mention.form,
                    }
                )
        mentioned = {entity for entity, _, _ in seen}
        self.out.entities = [self._entity(f) for f in self.cast.figures.values() if f.entity_id in mentioned]

    def _entity(self, figure: Figure) -> Values:
        return {
            "entity_id": figure.entity_id,
            "article_id": self.article_id,
            "name": figure.name,
            "kind": figure.kind,
            "country": figure.country,
            "sector": figure.sector,
            "role_text": max(figure.roles, key=len, default=None),
            "aliases": sorted(figure.aliases - {figure.name}),
        }


def _covered(quote: Values) -> int:
    """How many characters the fragments of a quote cover: less than its stretch where its cue stands between them."""
    return sum(f["end_char"] - f["start_char"] for f in quote["fragments"])


def _surface(name: str, phrase: Phrase | None) -> Values:
    if phrase is None:
        return {f"{name}_text": None, f"{name}_start": None, f"{name}_end": None}
    return {f"{name}_text": phrase.text, f"{name}_start": phrase.start, f"{name}_end": phrase.end}
