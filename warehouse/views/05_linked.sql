-- Landed tables with what linking found: the ids of entities are canonical, articles know their story and their original.
CREATE VIEW articles AS
SELECT a.* REPLACE (coalesce(l.duplicate_of, a.duplicate_of) AS duplicate_of, coalesce(l.similarity, a.similarity) AS similarity)
FROM landed_articles AS a
LEFT JOIN article_links AS l USING (article_id);

CREATE VIEW quotes AS
SELECT q.* REPLACE (coalesce(s.canonical_id, q.speaker_id) AS speaker_id, coalesce(t.canonical_id, q.addressee_id) AS addressee_id)
FROM landed_quotes AS q
LEFT JOIN entity_links AS s ON s.article_id = q.article_id AND s.entity_id = q.speaker_id
LEFT JOIN entity_links AS t ON t.article_id = q.article_id AND t.entity_id = q.addressee_id;

CREATE VIEW event_mentions AS
SELECT m.* REPLACE (
    coalesce(m.date_start, l.date_start) AS date_start,
    coalesce(m.date_end, l.date_end) AS date_end,
    coalesce(m.date_granularity, l.date_granularity) AS date_granularity,
    coalesce(m.date_basis, l.date_basis, CASE WHEN l.date_start IS NOT NULL THEN 'inferred' END) AS date_basis
)
FROM landed_event_mentions AS m
LEFT JOIN event_links AS l USING (mention_id);

CREATE VIEW event_actors AS
SELECT x.* REPLACE (coalesce(l.canonical_id, x.entity_id) AS entity_id)
FROM landed_event_actors AS x
LEFT JOIN entity_links AS l ON l.article_id = x.article_id AND l.entity_id = x.entity_id
QUALIFY row_number() OVER (PARTITION BY x.mention_id, x.role, coalesce(l.canonical_id, x.entity_id), x.start_char ORDER BY x.entity_id) = 1;

CREATE VIEW entity_mentions AS
SELECT m.* REPLACE (coalesce(l.canonical_id, m.entity_id) AS entity_id)
FROM landed_entity_mentions AS m
LEFT JOIN entity_links AS l ON l.article_id = m.article_id AND l.entity_id = m.entity_id
QUALIFY row_number() OVER (PARTITION BY m.article_id, coalesce(l.canonical_id, m.entity_id), m.start_char, m.end_char ORDER BY m.entity_id) = 1;
