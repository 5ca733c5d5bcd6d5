-- Pages that were met more than once with a changed text: every version is an article of its own, the earliest batch's is version 1.
CREATE VIEW versions AS
SELECT
    a.url,
    row_number() OVER (PARTITION BY a.url ORDER BY coalesce(a.fetched_at, b.started_at), a.article_id)::INTEGER AS version,
    a.article_id, a.batch_id, a.title, coalesce(a.fetched_at, b.started_at) AS met_at
FROM articles AS a
JOIN batches AS b USING (batch_id)
WHERE a.url IS NOT NULL
QUALIFY count(*) OVER (PARTITION BY a.url) > 1;

COMMENT ON VIEW versions IS 'Articles of pages whose text has changed, numbered by when they were met';
