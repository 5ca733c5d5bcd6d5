-- One row per speaker, attitudes left out: how much, where, and the first and last day. An anonymous voice is one speaker within its article only.
CREATE VIEW who_said_what AS
SELECT
    speaker_id,
    speaker,
    speaker_country,
    speaker_anonymous,
    count(*) AS n_quotes,
    count(*) FILTER (kind <> 'indirect') AS n_with_words,
    count(DISTINCT article_id) AS n_articles,
    list(DISTINCT publisher ORDER BY publisher) FILTER (publisher IS NOT NULL) AS publishers,
    min(published_date) AS first_day,
    max(published_date) AS last_day,
    list(words ORDER BY kind = 'indirect', length(words) DESC, quote_id)[1] AS longest_words
FROM quotes_in_context
WHERE speaker IS NOT NULL AND cue_class = 'speech'
GROUP BY speaker_id, speaker, speaker_country, speaker_anonymous;

COMMENT ON VIEW who_said_what IS 'Speakers by number of quotes, with outlets, days and their longest words';
