-- Events that several independent publishers tell, the best corroborated first.
CREATE VIEW corroboration AS
WITH actors AS (
    SELECT l.event_id, list(DISTINCT e.name ORDER BY e.name) AS actors
    FROM event_links AS l
    JOIN event_actors AS x USING (mention_id)
    JOIN entities AS e USING (entity_id)
    GROUP BY l.event_id
)
SELECT e.event_id, e.event_type, e.told_as, a.actors, e.date_start, e.date_end, e.status, e.n_publishers, e.n_articles, e.n_mentions
FROM events AS e
LEFT JOIN actors AS a USING (event_id)
ORDER BY e.n_publishers DESC, e.n_articles DESC, e.n_mentions DESC, e.event_id;

COMMENT ON VIEW corroboration IS 'Events by the number of independent publishers that tell them';

-- Where articles disagree about one event, with the sentence that each value was read from.
CREATE VIEW conflicts AS
SELECT
    c.event_id, e.event_type, e.told_as, x.actors, c.field, c.value, c.n_articles, a.publisher, a.title, c.article_id
FROM event_conflicts AS c
JOIN events AS e USING (event_id)
LEFT JOIN corroboration AS x USING (event_id)
JOIN articles AS a ON a.article_id = c.article_id
ORDER BY c.event_id, c.field, c.n_articles DESC, c.value;

COMMENT ON VIEW conflicts IS 'Disagreements between articles about one event, a row per value';
