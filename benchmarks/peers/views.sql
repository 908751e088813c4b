-- What PostGraphile serves: our tables under views with the columns asked for, reviewed entries only, and functions for
-- the orders that a relation of its own cannot have. Views and functions are inlined by PostgreSQL's planner.
DROP SCHEMA IF EXISTS peer CASCADE;
CREATE SCHEMA peer;

CREATE VIEW peer.actor AS SELECT id, slug, name, kind FROM actor;
COMMENT ON VIEW peer.actor IS E'@primaryKey id\n@unique slug';

CREATE VIEW peer.source AS SELECT id, slug, title, url, published, publisher_id FROM source;
COMMENT ON VIEW peer.source IS
    E'@primaryKey id\n@unique slug\n@foreignKey (publisher_id) references peer.actor (id)|@fieldName publisher';

CREATE VIEW peer.event AS
SELECT id, slug, date, earliest, latest, title, summary, category, place_name, latitude, longitude, country
FROM entry WHERE kind = 'EVENT' AND review = 'REVIEWED';
COMMENT ON VIEW peer.event IS E'@primaryKey id\n@unique slug';

CREATE VIEW peer.statement AS
SELECT id, slug, date, earliest, latest, text, statement_kind, cue
FROM entry WHERE kind = 'STATEMENT' AND review = 'REVIEWED';
COMMENT ON VIEW peer.statement IS E'@primaryKey id\n@unique slug';

CREATE VIEW peer.participation AS SELECT id, entry_id, actor_id, role FROM participation;
COMMENT ON VIEW peer.participation IS
    E'@primaryKey id\n@foreignKey (entry_id) references peer.event (id)|@foreignFieldName participants\n@foreignKey (actor_id) references peer.actor (id)|@fieldName actor';

CREATE VIEW peer.speaker AS SELECT entry_id, position, actor_id FROM speaker;
COMMENT ON VIEW peer.speaker IS
    E'@primaryKey entry_id,position\n@foreignKey (entry_id) references peer.statement (id)|@foreignFieldName speakers\n@foreignKey (actor_id) references peer.actor (id)|@fieldName actor';

CREATE VIEW peer.statement_about AS SELECT statement_id, position, event_id FROM statement_about;
COMMENT ON VIEW peer.statement_about IS
    E'@primaryKey statement_id,position\n@foreignKey (statement_id) references peer.statement (id)|@foreignFieldName about\n@foreignKey (event_id) references peer.event (id)|@fieldName event';

CREATE VIEW peer.citation AS SELECT id, entry_id AS event_id, entry_id AS statement_id, source_id FROM citation;
COMMENT ON VIEW peer.citation IS
    E'@primaryKey id\n@foreignKey (event_id) references peer.event (id)|@foreignFieldName citations\n@foreignKey (statement_id) references peer.statement (id)|@foreignFieldName citations\n@foreignKey (source_id) references peer.source (id)|@fieldName source';

CREATE FUNCTION peer.events_within(since bigint, till bigint) RETURNS SETOF peer.event LANGUAGE sql STABLE AS
$$ SELECT * FROM peer.event WHERE earliest >= since AND latest <= till ORDER BY earliest, latest, slug $$;

CREATE FUNCTION peer.actor_statements(actor peer.actor) RETURNS SETOF peer.statement LANGUAGE sql STABLE AS
$$ SELECT s.* FROM peer.statement s JOIN speaker ON speaker.entry_id = s.id WHERE speaker.actor_id = actor.id
ORDER BY s.earliest DESC, s.latest DESC, s.slug DESC $$;

CREATE FUNCTION peer.event_statements(event peer.event) RETURNS SETOF peer.statement LANGUAGE sql STABLE AS
$$ SELECT s.* FROM peer.statement s JOIN statement_about about ON about.statement_id = s.id
WHERE about.event_id = event.id ORDER BY s.earliest, s.latest, s.slug $$;
