/** What engines have answered about pages. */
export const answers = `
CREATE TABLE answers (
  id TEXT PRIMARY KEY,
  task_id TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  asked TEXT NOT NULL,
  question TEXT NOT NULL,
  answer TEXT NOT NULL,
  engine TEXT NOT NULL,
  model TEXT NOT NULL,
  /* Null: the page stayed on this machine. */
  host TEXT,
  /* JSON. */
  notices TEXT NOT NULL,
  asked_at INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_by_task ON answers(task_id, asked_at);
`
