-- One row per real-world event: its latest telling, its days, and how many articles and independent publishers tell it. Copies of an
-- article do not count twice.
CREATE VIEW events AS
WITH told AS (
    SELECT
        l.event_id, m.*, a.published_date, a.published_at,
        coalesce(a.duplicate_of, a.article_id) AS original,
        coalesce(a.publisher, a.article_id) AS outlet,
        list_position(['hypothetical', 'threatened', 'demanded', 'planned', 'scheduled', 'denied', 'ongoing', 'occurred'], m.status) AS certainty
    FROM event_links AS l
    JOIN event_mentions AS m USING (mention_id)
    JOIN articles AS a ON a.article_id = m.article_id
), outlets AS (
    SELECT event_id, count(DISTINCT outlet) AS n_publishers
    FROM told WHERE article_id = original GROUP BY event_id
)
SELECT
    event_id,
    min(event_type) AS event_type,
    arg_max(status, (coalesce(published_date, DATE '0001-01-01'), certainty, mention_id)) AS status,
    arg_min(date_start, (date_end - date_start, date_start, mention_id)) FILTER (date_start IS NOT NULL) AS date_start,
    arg_min(date_end, (date_end - date_start, date_start, mention_id)) FILTER (date_start IS NOT NULL) AS date_end,
    arg_min(date_granularity, (date_end - date_start, date_start, mention_id)) FILTER (date_start IS NOT NULL) AS date_granularity,
    mode(place_country ORDER BY place_country) AS place_country,
    count(*)::INTEGER AS n_mentions,
    count(DISTINCT original)::INTEGER AS n_articles,
    coalesce(any_value(o.n_publishers), 0)::INTEGER AS n_publishers,
    min(published_date) AS first_reported_at,
    list(DISTINCT status ORDER BY status) AS statuses,
    arg_max(trigger_text, (confidence, -trigger_start, mention_id)) AS told_as,
    max(confidence) AS confidence
FROM told
LEFT JOIN outlets AS o USING (event_id)
GROUP BY event_id;

COMMENT ON VIEW events IS 'Real-world events, linked across articles';
COMMENT ON COLUMN events.status IS 'status as told last';
COMMENT ON COLUMN events.n_publishers IS 'publishers that tell it, copies of another article left out';
COMMENT ON COLUMN events.statuses IS 'every status it is told with';
COMMENT ON COLUMN events.told_as IS 'the trigger of the surest telling';
COMMENT ON COLUMN events.confidence IS 'that of its surest telling';

-- What articles say differently of one event: days, places, whether it happened, numbers of one thing, and who took part. An article that
-- gives two numbers of one thing in a sentence is left out; only parties of one kind are compared, where an article names two or more.
CREATE VIEW event_conflicts AS
WITH told AS (
    SELECT
        l.event_id, m.mention_id, m.trigger_start AS place_in_text, m.article_id, coalesce(a.duplicate_of, a.article_id) AS original, m.event_type,
        m.date_start, m.date_end, m.date_granularity, m.date_basis, m.place_country, m.status, m.negated,
        substring(a.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence
    FROM event_links AS l
    JOIN event_mentions AS m USING (mention_id)
    JOIN articles AS a ON a.article_id = m.article_id
), counts AS (
    SELECT
        event_id, original, article_id, mention_id, place_in_text,
        unnest(regexp_extract_all(
            sentence,
            '\b(?:\d[\d,.]*\d|\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:hundred|thousand|million|billion))? '
            || '(?:[\w-]+ )?(?:people|men|women|children|personnel|[a-z]+s)\b'
        )) AS phrase
    FROM told
), numbers AS (
    SELECT
        event_id, original, article_id, mention_id, place_in_text, phrase,
        regexp_extract(phrase, '(\w+)$', 1) AS thing,
        replace(regexp_extract(phrase, '^(\S+(?: (?:hundred|thousand|million|billion))?) ', 1), ',', '') AS amount
    FROM counts
), spelled AS (
    SELECT * REPLACE (coalesce(
        list_position(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'], amount)::VARCHAR, amount
    ) AS amount)
    FROM numbers
    WHERE thing NOT IN ('seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years', 'decades', 'times', 'percent', 'points')
), clear AS (
    SELECT * FROM spelled QUALIFY count(DISTINCT amount) OVER (PARTITION BY mention_id, thing) = 1
), attending AS (
    SELECT t.event_id, t.original, t.article_id, arg_min(t.mention_id, t.place_in_text) AS mention_id, min(t.place_in_text) AS place_in_text, e.kind, list(DISTINCT e.name ORDER BY e.name) AS parties
    FROM told AS t
    JOIN event_actors AS x USING (mention_id)
    JOIN entities AS e USING (entity_id)
    WHERE x.basis <> 'implicit' AND t.event_type IN ('CONSULT', 'AGREE', 'COOPERATE') AND e.kind IN ('person', 'government')
    GROUP BY t.event_id, t.original, t.article_id, e.kind
    HAVING count(DISTINCT e.name) > 1
), facets AS (
    SELECT event_id, 'date' AS field, '' AS aspect, original, article_id, mention_id, place_in_text,
           CASE WHEN date_start = date_end THEN date_start::VARCHAR ELSE date_start::VARCHAR || '/' || date_end::VARCHAR END AS value
    FROM told WHERE date_start IS NOT NULL AND date_granularity = 'day' AND date_basis IS DISTINCT FROM 'linked'
    UNION ALL
    SELECT event_id, 'place', '', original, article_id, mention_id, place_in_text, place_country FROM told WHERE place_country IS NOT NULL
    UNION ALL
    SELECT event_id, 'happened', '', original, article_id, mention_id, place_in_text, CASE WHEN status = 'denied' OR negated THEN 'denied' ELSE 'asserted' END
    FROM told WHERE status IN ('occurred', 'ongoing', 'denied')
    UNION ALL
    SELECT event_id, 'number', thing, original, article_id, mention_id, place_in_text, amount || ' ' || thing FROM clear
    UNION ALL
    SELECT event_id, 'attendance', kind, original, article_id, mention_id, place_in_text, array_to_string(parties, ', ') FROM attending
), disputed AS (
    SELECT event_id, field, aspect FROM facets GROUP BY event_id, field, aspect HAVING count(DISTINCT value) > 1 AND count(DISTINCT original) > 1
)
SELECT
    event_id, field, value, min(article_id) AS article_id, arg_min(mention_id, (article_id, place_in_text, mention_id)) AS mention_id,
    count(DISTINCT original)::INTEGER AS n_articles
FROM facets
SEMI JOIN disputed USING (event_id, field, aspect)
GROUP BY event_id, field, aspect, value;

COMMENT ON VIEW event_conflicts IS 'One row per value where tellings of one event disagree';
COMMENT ON COLUMN event_conflicts.field IS 'date, place, happened (asserted by some, denied by others), number or attendance';
COMMENT ON COLUMN event_conflicts.mention_id IS 'the first mention that tells it so';
COMMENT ON COLUMN event_conflicts.n_articles IS 'articles that tell it so, copies counted once';

CREATE VIEW statements AS
WITH told AS (
    SELECT l.statement_id, q.quote_id, q.article_id, q.speaker_id, q.speaker, q.words, q.kind, q.publisher, q.published_date
    FROM statement_links AS l JOIN quotes_in_context AS q USING (quote_id)
)
SELECT
    statement_id,
    min(speaker_id) AS speaker_id,
    min(speaker) AS speaker,
    list(words ORDER BY kind = 'indirect', length(words) DESC, quote_id)[1] AS words,
    count(*)::INTEGER AS n_quotes,
    count(DISTINCT article_id)::INTEGER AS n_articles,
    count(DISTINCT words)::INTEGER AS n_wordings,
    min(published_date) AS first_day
FROM told
GROUP BY statement_id;

COMMENT ON VIEW statements IS 'Utterances, each with the quotes that give it in whatever words';
COMMENT ON COLUMN statements.words IS 'its longest verbatim wording';
