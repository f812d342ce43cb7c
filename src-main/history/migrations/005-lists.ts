/**
 * What lists of 100,000 documents need: counts, favourites and what there is to filter by come from small indexes of the
 * jobs that a list may show.
 */
const VISIBLE = 'deleted_at IS NULL AND private = 0'

export const lists = `
DROP INDEX tasks_by_language;
CREATE INDEX tasks_by_language ON tasks(language) WHERE ${VISIBLE};
CREATE INDEX tasks_by_engine ON tasks(engine) WHERE ${VISIBLE};
CREATE INDEX tasks_shown_by_state ON tasks(state) WHERE ${VISIBLE};
CREATE INDEX tasks_favourite ON tasks(created_at, position) WHERE favourite = 1 AND ${VISIBLE};
CREATE INDEX documents_by_kind ON documents(kind);
`
