-- Table macros: questions with a parameter. They name the database, so that they also work when it is attached.
CREATE MACRO said_by(who) AS TABLE
SELECT * FROM newsledger.main.quotes_in_context
WHERE speaker ILIKE '%' || who || '%' OR speaker_text ILIKE '%' || who || '%'
ORDER BY published_date NULLS LAST, article_id, start_char;

CREATE MACRO quotes_about(words) AS TABLE
SELECT * FROM newsledger.main.quotes_in_context AS q
WHERE list_bool_and(list_transform(string_split(lower(words), ' '), lambda w: contains(lower(q.words), w)))
ORDER BY published_date NULLS LAST, article_id, start_char;

CREATE MACRO events_of(who) AS TABLE
SELECT * FROM newsledger.main.timeline
WHERE len(list_filter(list_concat(list_concat(coalesce(sources, []), coalesce(targets, [])), coalesce(participants, [])),
                      lambda n: n ILIKE '%' || who || '%')) > 0
ORDER BY date_start NULLS LAST, mention_id;
