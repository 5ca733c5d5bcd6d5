-- One row per entity over all articles that name it. The spelling that most articles share, the fullest role and the commonest country win; ties go by name.
CREATE VIEW entities AS
WITH shown AS (
    SELECT s.* REPLACE (coalesce(l.canonical_id, s.entity_id) AS entity_id), coalesce(l.keys[-1], s.name) AS folded
    FROM entity_sightings AS s
    LEFT JOIN entity_links AS l ON l.article_id = s.article_id AND l.entity_id = s.entity_id
), surface AS (
    SELECT entity_id, unnest(list_append(aliases, name)) AS alias FROM shown
), aliases AS (
    SELECT entity_id, list(DISTINCT alias ORDER BY alias) AS all_names FROM surface GROUP BY entity_id
), spelt AS (
    SELECT entity_id, name, sum(count(*)) OVER (PARTITION BY entity_id, folded) AS n_folded, count(*) AS n
    FROM shown
    GROUP BY entity_id, folded, name
), names AS (
    SELECT entity_id, arg_min(name, (NOT contains(name, ' '), -n_folded, -n, name)) AS name FROM spelt GROUP BY entity_id
), merged AS (
    SELECT
        entity_id,
        min(kind) AS kind,
        mode(country ORDER BY country) AS country,
        mode(sector ORDER BY sector) AS sector,
        arg_max(role_text, (length(role_text), role_text)) AS role_text,
        count(DISTINCT article_id) AS n_articles
    FROM shown
    GROUP BY entity_id
)
SELECT
    m.entity_id, n.name, m.kind, m.country, m.sector, m.role_text,
    list_filter(a.all_names, lambda x: x <> n.name) AS aliases,
    m.n_articles
FROM merged AS m
JOIN names AS n USING (entity_id)
JOIN aliases AS a USING (entity_id);
