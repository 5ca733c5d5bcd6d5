-- Events that several independent publishers tell, the best corroborated first.
CREATE VIEW corroboration AS
WITH actors AS (
    SELECT l.event_id, list(DISTINCT e.name ORDER BY e.name) AS actors
    FROM event_links AS l
    JOIN event_actors AS x USING (mention_id)
    JOIN entities AS e USING (entity_id)
    WHERE x.basis <> 'implicit'
    GROUP BY l.event_id
)
SELECT e.event_id, e.event_type, e.told_as, a.actors, e.date_start, e.date_end, e.status, e.n_publishers, e.n_articles, e.n_mentions
FROM events AS e
LEFT JOIN actors AS a USING (event_id)
ORDER BY e.n_publishers DESC, e.n_articles DESC, e.n_mentions DESC, e.event_id;

COMMENT ON VIEW corroboration IS 'Events by the number of independent publishers that tell them';

-- Verbatim tellings of one utterance in different words: neither holds the other, and they share half of the shorter one's words.
CREATE VIEW wordings AS
WITH told AS (
    SELECT
        l.statement_id, q.quote_id, q.article_id, q.speaker, q.words, coalesce(a.duplicate_of, a.article_id) AS original,
        trim(regexp_replace(lower(q.words), '[^\w]+', ' ', 'g')) AS bare, list_distinct(string_split(bare, ' ')) AS terms
    FROM statement_links AS l
    JOIN quotes_in_context AS q USING (quote_id)
    JOIN articles AS a ON a.article_id = q.article_id
    WHERE q.kind = 'direct'
)
SELECT
    t.statement_id, arg_min(t.words, (t.article_id, t.quote_id)) AS words, min(t.article_id) AS article_id,
    arg_min(t.quote_id, (t.article_id, t.quote_id)) AS quote_id, min(t.speaker) AS speaker, count(DISTINCT t.original)::INTEGER AS n_articles
FROM told AS t
WHERE EXISTS (
    SELECT 1 FROM told AS o
    WHERE o.statement_id = t.statement_id AND o.original <> t.original AND NOT contains(o.bare, t.bare) AND NOT contains(t.bare, o.bare)
      AND len(list_intersect(o.terms, t.terms)) * 2 >= least(len(o.terms), len(t.terms))
)
GROUP BY t.statement_id, t.bare;

COMMENT ON VIEW wordings IS 'Verbatim tellings of one utterance that differ in their words, a row each';

-- Spellings of a surname in articles about one person.
CREATE VIEW spellings AS
WITH surnames AS (
    SELECT e.entity_id, e.name, s.article_id, unnest(list_distinct(list_transform(
        list_filter(list_append(s.aliases, s.name), lambda n: regexp_matches(n, '^[[:upper:]]')), lambda n: regexp_extract(regexp_replace(n, '[’'']s?$', ''), '([\p{L}’''-]+)$', 1)
    ))) AS surname
    FROM entity_sightings AS s
    JOIN entity_links AS l ON l.article_id = s.article_id AND l.entity_id = s.entity_id
    JOIN entities AS e ON e.entity_id = l.canonical_id
    WHERE e.kind = 'person'
), counted AS (
    SELECT entity_id, name, surname, min(article_id) AS article_id, count(DISTINCT article_id)::INTEGER AS n_articles
    FROM surnames
    WHERE surname <> '' AND jaro_winkler_similarity(lower(strip_accents(surname)), lower(strip_accents(regexp_extract(name, '(\S+)$', 1)))) >= 0.85
    GROUP BY entity_id, name, surname
)
SELECT *
FROM counted
WHERE entity_id IN (SELECT entity_id FROM surnames SEMI JOIN counted USING (entity_id, surname)
                    GROUP BY entity_id HAVING count(DISTINCT article_id) > 1 AND count(DISTINCT lower(surname)) > 1);

COMMENT ON VIEW spellings IS 'Surnames that articles spell in several ways, a row per person and spelling';

-- Where articles disagree: about an event, the words of an utterance, the spelling of a name. One row per value, with where to read it.
CREATE VIEW conflicts AS
WITH found AS (
    SELECT
        'event' AS about, c.event_id AS about_id, e.told_as, x.actors, c.field, c.value, c.n_articles, c.article_id,
        substring(a.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence
    FROM event_conflicts AS c
    JOIN events AS e USING (event_id)
    LEFT JOIN corroboration AS x USING (event_id)
    JOIN event_mentions AS m USING (mention_id)
    JOIN articles AS a ON a.article_id = c.article_id
    UNION ALL
    SELECT 'statement', w.statement_id, s.words, [w.speaker], 'wording', w.words, w.n_articles, w.article_id, q.context
    FROM wordings AS w
    JOIN statements AS s USING (statement_id)
    JOIN quotes_in_context AS q USING (quote_id)
    UNION ALL
    SELECT 'person', entity_id, name, [name], 'name', surname, n_articles, article_id, NULL FROM spellings
)
SELECT f.about, f.about_id, f.told_as, f.actors, f.field, f.value, f.n_articles, a.publisher, a.title, f.sentence, f.article_id
FROM found AS f
JOIN articles AS a USING (article_id)
ORDER BY f.about, f.about_id, f.field, f.n_articles DESC, f.value;

COMMENT ON VIEW conflicts IS 'Disagreements between articles, a row per value';
COMMENT ON COLUMN conflicts.about IS 'event, statement or person: what about_id names';
COMMENT ON COLUMN conflicts.field IS 'date, place, happened, number, attendance, wording or name';
COMMENT ON COLUMN conflicts.sentence IS 'the sentence of the event, or the paragraph of the quote';
