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
    arg_max(trigger_text, (confidence, -trigger_start, mention_id)) AS told_as
FROM told
LEFT JOIN outlets AS o USING (event_id)
GROUP BY event_id;

COMMENT ON VIEW events IS 'Real-world events, linked across articles';
COMMENT ON COLUMN events.status IS 'status as told last';
COMMENT ON COLUMN events.n_publishers IS 'publishers that tell it, copies of another article left out';
COMMENT ON COLUMN events.statuses IS 'every status it is told with';
COMMENT ON COLUMN events.told_as IS 'the trigger of one telling';

-- What articles say differently of one event: days that do not overlap or are of other length, places, statuses that contradict.
CREATE VIEW event_conflicts AS
WITH told AS (
    SELECT l.event_id, m.article_id, m.date_start, m.date_end, m.date_granularity, m.place_country, m.status, m.negated
    FROM event_links AS l JOIN event_mentions AS m USING (mention_id)
), facets AS (
    SELECT event_id, 'date' AS field, article_id,
           CASE WHEN date_start = date_end THEN date_start::VARCHAR ELSE date_start::VARCHAR || '/' || date_end::VARCHAR END AS value
    FROM told WHERE date_start IS NOT NULL AND date_granularity = 'day'
    UNION ALL
    SELECT event_id, 'place', article_id, place_country FROM told WHERE place_country IS NOT NULL
    UNION ALL
    SELECT event_id, 'happened', article_id, CASE WHEN status = 'denied' OR negated THEN 'denied' ELSE 'asserted' END
    FROM told WHERE status IN ('occurred', 'ongoing', 'denied')
), counted AS (
    SELECT event_id, field, value, min(article_id) AS article_id, count(DISTINCT article_id)::INTEGER AS n_articles
    FROM facets GROUP BY event_id, field, value
)
SELECT * FROM counted
WHERE (event_id, field) IN (SELECT (event_id, field) FROM counted GROUP BY event_id, field HAVING count(*) > 1);

COMMENT ON VIEW event_conflicts IS 'One row per value where articles disagree about an event';
COMMENT ON COLUMN event_conflicts.field IS 'date, place or happened (asserted by some, denied by others)';

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
