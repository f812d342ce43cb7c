/** What was taken from the watched folder, and what was written of it. */
export const watchedFiles = `
CREATE TABLE watched_files (
  path TEXT PRIMARY KEY,
  /* Size and time: another one is another document, whatever its name. */
  identity TEXT NOT NULL,
  /* Empty where it is no document that is read. Not a reference: a document may be deleted, the file was still dealt with. */
  task_id TEXT NOT NULL DEFAULT '',
  /* The file that was written of it, by us and nobody else. */
  result TEXT,
  /* The job's state when that was written. */
  written TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX watched_tasks ON watched_files (task_id) WHERE task_id <> '';
`
