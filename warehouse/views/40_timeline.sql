-- Events in order of the day they happened or are to happen, with who did what to whom (as told: none that is implicit) and who says so.
CREATE VIEW timeline AS
WITH actors AS (
    SELECT
        mention_id,
        list(DISTINCT name ORDER BY name) FILTER (role = 'source') AS sources,
        list(DISTINCT name ORDER BY name) FILTER (role = 'target') AS targets,
        list(DISTINCT name ORDER BY name) FILTER (role = 'participant') AS participants
    FROM event_actors
    JOIN entities USING (entity_id)
    WHERE basis <> 'implicit'
    GROUP BY mention_id
)
SELECT
    m.date_start,
    m.date_end,
    m.date_granularity,
    m.date_basis,
    m.event_type,
    m.status,
    m.negated,
    x.sources,
    x.targets,
    x.participants,
    m.trigger_text,
    m.place_text,
    q.speaker AS said_by,
    a.publisher,
    a.published_date,
    a.title,
    substring(a.text, m.sentence_start + 1, m.sentence_end - m.sentence_start) AS sentence,
    m.confidence,
    l.event_id,
    m.mention_id,
    m.article_id
FROM event_mentions AS m
LEFT JOIN event_links AS l USING (mention_id)
JOIN articles AS a ON a.article_id = m.article_id
LEFT JOIN actors AS x USING (mention_id)
LEFT JOIN quotes_in_context AS q USING (quote_id)
ORDER BY m.date_start NULLS LAST, m.event_type, m.mention_id;

COMMENT ON VIEW timeline IS 'Event mentions by day, with actors, status, source sentence and who says so';
COMMENT ON COLUMN timeline.date_basis IS 'stated: told beside the trigger; inferred: from elsewhere in the article, or with the day of its story; linked: the day that all other tellings of the event agree on';
COMMENT ON COLUMN timeline.confidence IS 'the probability that type and every party are right: WHERE confidence >= .4 leaves out what is more likely wrong than right (measured in docs/extraction.md)';
COMMENT ON COLUMN timeline.said_by IS 'speaker of the quote that tells the event; NULL: the article itself';
