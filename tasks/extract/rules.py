"""The default extractor: marks, speech, names, times, events and status, in that order, over one parse per article."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from schemas.records import BODY_KINDS, Article, Extraction, Values, stable_id
from schemas.vocabulary import DateBasis
from tasks.annotate import AnnotatedArticle, Paragraph, annotate, model_version
from tasks.extract.cast import Cast, Figure
from tasks.extract.events import EventFound, find_events
from tasks.extract.lexicon import country_names
from tasks.extract.names import bodies, people
from tasks.extract.phrases import Phrase
from tasks.extract.quotes import find_attributions
from tasks.extract.quotes.attribution import Attribution, kind_of
from tasks.extract.quotes.marks import quoted_mask
from tasks.extract.status import status_of
from tasks.extract.times import TimeSpan, find_times, last_period
from tasks.extract.times.periods import Period

VERSION = "2"
GUESSED = 0.5  # attributions below this confidence need a known speaker
FAR = 12  # words between a trigger and a date that can still be its own


class RulesExtractor:
    """Rules over a spaCy parse. `version` grows with the rules; the model's name and version follow it after a plus sign."""

    name = "rules"

    def __init__(self, model: str = "") -> None:
        self.model = model
        self.version = f"{VERSION}+{re.sub(r'[^a-z0-9]+', '.', model_version(model).lower()).strip('.')}"

    def extract(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """One Extraction per article, in order; `articles` are parsed a few lines at a time."""
        for annotated in annotate(articles, self.model):
            yield _Reading(annotated, self.name, self.version).extraction()


class _Reading:
    """One article being read: rows are made in reading order, for pronouns look back."""

    def __init__(self, annotated: AnnotatedArticle, name: str, version: str) -> None:
        self.annotated = annotated
        self.article = annotated.article
        self.text = annotated.article.text
        self.made_by: Values = {"extractor": name, "extractor_version": version}
        self.cast = Cast(self.article.article_id)
        self.anchor: date | None = self.article.published.day if self.article.published else None
        self.out = Extraction()
        self.said: list[Attribution] = []
        self.spoke: dict[int, Figure] = {}  # who made an attribution, by its id()
        self.spoken: list[tuple[int, int, str]] = []  # fragments of quotes with their id

    def extraction(self) -> Extraction:
        self.cast.read_names(people(self.annotated), bodies(self.annotated))
        self._quotes()
        for paragraph in self.annotated.paragraphs:
            if paragraph.line.kind in BODY_KINDS:  # headlines tell again what the body tells
                self._events(paragraph)
        self._mention_names()
        self._entities()
        return self.out

    # -- quotes --------------------------------------------------------------------------------------------------------

    def _quotes(self) -> None:
        attributions, quoted = find_attributions(self.annotated)
        mask = quoted_mask(len(self.text), quoted)
        for attribution in attributions:
            row = self._quote(attribution, mask)
            self.said.append(attribution)
            if row is not None:
                self.out.quotes.append(row)
                if row["cue_class"] == "speech" and row["speaker_id"] is not None:
                    self.spoken.extend((s, e, row["quote_id"]) for s, e in attribution.fragments)
        self._nest()

    def _quote(self, a: Attribution, mask: bytearray) -> Values | None:
        enclosing = self._around(a) if a.nested else None
        if a.nested and a.speaker is not None and a.speaker.text.lower() in ("i", "we", "my", "our"):
            speaker = enclosing  # “I told him”: whoever is quoted
        elif a.follows is not None:
            speaker = self.spoke.get(id(a.follows)) or self.cast.last_speaker(a.start)
        else:
            speaker = self.cast.resolve(a.speaker, speaking=not a.nested) if a.speaker else None
        if speaker is not None:
            self.spoke[id(a)] = speaker
        addressee = self.cast.resolve(a.addressee) if a.addressee else None
        fragments = sorted(a.fragments)
        start, end = fragments[0][0], fragments[-1][1]
        if speaker is None and a.speaker is None and a.confidence < GUESSED:
            return None  # a guess at the tag that leads to nobody
        return {
            "quote_id": stable_id("quote", self.article.article_id, fragments, a.cue),
            "article_id": self.article.article_id,
            "kind": "direct" if a.verbatim else kind_of(fragments, mask, self.text),
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
            "parent_quote_id": None,
            "confidence": round(a.confidence * (1.0 if speaker else 0.7), 2),
            **self.made_by,
        }

    def _around(self, a: Attribution) -> Figure | None:
        """Who speaks the quote that an attribution stands in."""
        outer = [(o.end - o.start, o) for o in self.said if any(s <= a.start and a.end <= e for s, e in o.fragments)]
        return self.spoke.get(id(min(outer, key=lambda o: o[0])[1])) if outer else None

    def _nest(self) -> None:
        """Point every quote that stands inside another at the smallest one around it."""
        for row in self.out.quotes:
            around = [
                o
                for o in self.out.quotes
                if o is not row
                and any(f["start_char"] <= row["start_char"] and row["end_char"] <= f["end_char"] for f in o["fragments"])
                and (o["end_char"] - o["start_char"]) > (row["end_char"] - row["start_char"])
            ]
            if around:
                row["parent_quote_id"] = min(around, key=lambda o: (o["end_char"] - o["start_char"], o["quote_id"]))["quote_id"]

    # -- events --------------------------------------------------------------------------------------------------------

    def _events(self, paragraph: Paragraph) -> None:
        times: dict[int, list[TimeSpan]] = {}
        for event in find_events(paragraph, self.text):
            sentence = event.token.sent
            if sentence.start not in times:
                times[sentence.start] = find_times(
                    sentence.text, self.anchor, offset=paragraph.start + sentence.start_char, future=bool(FUTURE.search(sentence.text))
                )
            self._event(event, paragraph, times[sentence.start])

    def _event(self, event: EventFound, paragraph: Paragraph, times: list[TimeSpan]) -> None:
        mention_id = stable_id("mention", self.article.article_id, event.start, event.end, event.trigger.event_type)
        actors = self._actors(event, mention_id)
        if not actors:
            return
        time = _nearest_time(event, times, self.text)
        basis: DateBasis | None = "stated" if time and time.first else None
        first, last = (time.first, time.last) if time else (None, None)
        status, negated = status_of(event.token, event.trigger.event_type, first, self.anchor)
        sentence = event.token.sent
        start = paragraph.start + sentence.start_char
        end = max(event.end, start + len(sentence.text.rstrip()))
        place = event.place
        country = country_names().get(place.text.lower().removeprefix("the ")) if place else None
        self.out.event_mentions.append(
            {
                "mention_id": mention_id,
                "article_id": self.article.article_id,
                "event_type": event.trigger.event_type,
                "cameo_root": event.trigger.root,
                "mode": event.trigger.mode,
                "trigger_text": self.text[event.start : event.end],
                "trigger_start": event.start,
                "trigger_end": event.end,
                "sentence_start": start,
                "sentence_end": end,
                "status": status,
                "negated": negated,
                "date_start": first,
                "date_end": last,
                "date_granularity": time.granularity if time else None,
                "date_basis": basis,
                "date_text": self.text[time.start : time.end] if time else None,
                "date_text_start": time.start if time else None,
                "date_text_end": time.end if time else None,
                "place_text": place.text if place else None,
                "place_start": place.start if place else None,
                "place_end": place.end if place else None,
                "place_country": country[0].code if country else None,
                "quote_id": self._said_in(event.start, event.end),
                "confidence": 0.75 if {a["role"] for a in actors} >= {"source", "target"} else 0.6,
                **self.made_by,
            }
        )
        self.out.event_actors.extend(actors)

    def _actors(self, event: EventFound, mention_id: str) -> list[Values]:
        rows: dict[tuple[str, str], Values] = {}
        paired = [("source", p) for p in event.sources] + [("target", p) for p in event.targets]
        mutual = event.trigger.mutual and not event.targets and len(event.sources) > 1
        for role, phrase in paired:
            figure = self.cast.resolve(phrase, acting=True)
            if figure is None or any(figure.entity_id == entity for _, entity in rows):
                continue
            role = "participant" if mutual else role
            rows[role, figure.entity_id] = {
                "mention_id": mention_id,
                "article_id": self.article.article_id,
                "role": role,
                "entity_id": figure.entity_id,
                "text": phrase.text,
                "start_char": phrase.start,
                "end_char": phrase.end,
            }
        return list(rows.values())

    def _said_in(self, start: int, end: int) -> str | None:
        """The quote that tells a trigger: the smallest fragment around it."""
        around = [(e - s, quote) for s, e, quote in self.spoken if s <= start and end <= e]
        return min(around)[1] if around else None

    # -- entities ------------------------------------------------------------------------------------------------------

    def _mention_names(self) -> None:
        """Add the mentions of states by name; persons were met by `read_names`."""
        for paragraph in self.annotated.paragraphs:
            for entity in paragraph.doc.ents:
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
                        "article_id": self.article.article_id,
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
            "article_id": self.article.article_id,
            "name": figure.name,
            "kind": figure.kind,
            "country": figure.country,
            "sector": figure.sector,
            "role_text": max(figure.roles, key=len, default=None),
            "aliases": sorted(figure.aliases - {figure.name}),
        }


def _surface(name: str, phrase: Phrase | None) -> Values:
    if phrase is None:
        return {f"{name}_text": None, f"{name}_start": None, f"{name}_end": None}
    return {f"{name}_text": phrase.text, f"{name}_start": phrase.start, f"{name}_end": phrase.end}


def _nearest_time(event: EventFound, times: list[TimeSpan], text: str) -> TimeSpan | None:
    """The time expression that is closest to the trigger, those after it before those ahead of it; None beyond FAR words."""
    best: tuple[int, TimeSpan] | None = None
    for time in times:
        between = text[min(event.end, time.end) : max(event.start, time.start)]
        words = len(between.split()) + (2 if time.start < event.start else 0)
        limit = FAR if time.start > event.start else 2 * FAR
        if words <= limit and (best is None or words < best[0]):
            best = (words, time)
    return best[1] if best else None
