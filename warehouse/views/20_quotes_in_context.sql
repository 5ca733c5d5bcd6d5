-- Every quote with what a reader needs to judge it: article, outlet, day, speaker, addressee and the text around it.
CREATE VIEW quotes_in_context AS
SELECT
    q.quote_id,
    a.article_id,
    a.title,
    a.publisher,
    a.published_date,
    q.kind,
    q.cue_class,
    q.negated,
    q.speaker_id,
    s.name AS speaker,
    s.kind AS speaker_kind,
    s.country AS speaker_country,
    q.speaker_text,
    q.speaker_anonymous,
    q.cue_text,
    t.name AS addressee,
    array_to_string(list_transform(q.fragments, lambda f: substring(a.text, f.start_char + 1, f.end_char - f.start_char)), ' … ') AS words,
    coalesce(substring(a.text, p.start_char + 1, p.end_char - p.start_char), a.title) AS context,
    q.start_char,
    q.end_char,
    q.confidence,
    q.parent_quote_id,
    a.source_uri
FROM quotes AS q
JOIN articles AS a USING (article_id)
LEFT JOIN entities AS s ON s.entity_id = q.speaker_id
LEFT JOIN entities AS t ON t.entity_id = q.addressee_id
LEFT JOIN (
    SELECT article_id, unnest(body_spans, recursive := true) FROM articles
) AS p ON p.article_id = q.article_id AND p.start_char <= q.start_char AND q.start_char < p.end_char;

COMMENT ON VIEW quotes_in_context IS 'Every quote with its article, outlet, day, speaker, addressee and the paragraph around it';
COMMENT ON COLUMN quotes_in_context.words IS 'what was said, without speech tags; fragments joined by an ellipsis';
COMMENT ON COLUMN quotes_in_context.context IS 'the paragraph that the quote stands in; the title for a quote in the headline';
