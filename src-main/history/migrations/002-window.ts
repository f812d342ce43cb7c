/** What the window needs: favourites, the queue's list, undo of a deletion, private jobs, languages, edits. */
export const window = `
ALTER TABLE tasks ADD COLUMN favourite INTEGER NOT NULL DEFAULT 0;
/* In the window's queue: until it is cleared, also after the job has ended. */
ALTER TABLE tasks ADD COLUMN listed INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tasks ADD COLUMN private INTEGER NOT NULL DEFAULT 0;
/* Deleted by the user, for good after a while. */
ALTER TABLE tasks ADD COLUMN deleted_at INTEGER;
/* ISO 639-3. */
ALTER TABLE tasks ADD COLUMN language TEXT;
UPDATE tasks SET listed = 0 WHERE state IN ('completed', 'partial', 'failed', 'cancelled');
CREATE INDEX tasks_listed ON tasks(ended_at) WHERE listed = 1;
CREATE INDEX tasks_deleted ON tasks(deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX tasks_by_language ON tasks(language);

CREATE TABLE edits (
  task_id TEXT NOT NULL,
  page INTEGER NOT NULL,
  block_id TEXT NOT NULL,
  text TEXT NOT NULL,
  edited_at INTEGER NOT NULL,
  PRIMARY KEY (task_id, page, block_id),
  FOREIGN KEY (task_id, page) REFERENCES page_results(task_id, page) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`
