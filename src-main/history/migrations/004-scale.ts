/**
 * What long documents and long histories need: each task keeps counts of its pages and knows its next window, so that
 * nothing on the way of a page adds up all of them. Triggers keep both, in the transaction that moves the page.
 */
const READY = `state = 'pending' AND not_before = 0 AND suspect = 0`

export const scale = `
DROP VIEW task_progress;
DROP VIEW page_batches;
DROP INDEX pages_waiting;
DROP INDEX pages_in_flight;
DROP INDEX tries_by_page;
DROP INDEX tasks_by_time;

ALTER TABLE tries RENAME TO attempts;
ALTER TABLE page_results RENAME COLUMN try_id TO attempt_id;
ALTER TABLE page_results RENAME COLUMN tries TO attempts;
/* They are the task's; a copy on every page made each move of a job rewrite them all. */
ALTER TABLE page_results DROP COLUMN priority;
ALTER TABLE page_results DROP COLUMN position;

/* 1 once all of its pages are there. */
ALTER TABLE tasks ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN total_pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN completed_pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN failed_pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN cancelled_pages INTEGER NOT NULL DEFAULT 0;
/* Pages that took more than one attempt. */
ALTER TABLE tasks ADD COLUMN retried_pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN last_page_at INTEGER;
/* The window of the first page that may run now; null: none may. */
ALTER TABLE tasks ADD COLUMN next_window INTEGER;
/* Room between two positions, so that a job can be put there. */
UPDATE tasks SET position = position * 1048576;

CREATE INDEX pages_ready ON page_results(task_id, seq) WHERE ${READY};
CREATE INDEX pages_later ON page_results(not_before) WHERE state = 'pending' AND not_before > 0;
CREATE INDEX pages_suspect ON page_results(task_id, seq) WHERE state = 'pending' AND suspect = 1;
CREATE INDEX pages_failed ON page_results(task_id, seq) WHERE state = 'failed';
CREATE INDEX pages_processing ON page_results(task_id) WHERE state = 'processing';
CREATE INDEX attempts_by_task ON attempts(task_id);
CREATE INDEX attempts_open ON attempts(engine, lease_until) WHERE ended_at IS NULL;

UPDATE tasks SET opened = 1, total_pages = g.total, completed_pages = g.completed, failed_pages = g.failed,
  cancelled_pages = g.cancelled, retried_pages = g.retried, last_page_at = g.last
FROM (SELECT task_id, count(*) AS total, sum(state = 'completed') AS completed, sum(state = 'failed') AS failed,
    sum(state = 'cancelled') AS cancelled, sum(attempts > 1) AS retried, max(ended_at) AS last
  FROM page_results GROUP BY task_id) g WHERE g.task_id = tasks.id;
UPDATE tasks SET next_window = (
  SELECT window FROM page_results WHERE task_id = tasks.id AND ${READY} ORDER BY seq LIMIT 1);

CREATE INDEX tasks_runnable ON tasks(engine, priority DESC, next_window, position)
  WHERE next_window IS NOT NULL AND state IN ('pending', 'processing');
CREATE INDEX tasks_unopened ON tasks(priority DESC, position) WHERE opened = 0;
CREATE INDEX tasks_by_position ON tasks(position);
CREATE INDEX tasks_by_time ON tasks(created_at, position) WHERE deleted_at IS NULL AND private = 0;
CREATE INDEX tasks_by_name ON tasks(name COLLATE NOCASE, created_at DESC) WHERE deleted_at IS NULL AND private = 0;
CREATE INDEX tasks_by_pages ON tasks(total_pages DESC, created_at DESC) WHERE deleted_at IS NULL AND private = 0;
CREATE INDEX tasks_private ON tasks(id) WHERE private = 1;

CREATE TRIGGER page_added AFTER INSERT ON page_results BEGIN
  UPDATE tasks SET total_pages = total_pages + 1,
    next_window = CASE WHEN NEW.${READY.replaceAll(' AND ', ' AND NEW.')}
      THEN min(coalesce(next_window, NEW.window), NEW.window) ELSE next_window END
  WHERE id = NEW.task_id;
END;
CREATE TRIGGER page_moved AFTER UPDATE OF state, not_before, suspect, attempts ON page_results BEGIN
  UPDATE tasks SET
    completed_pages = completed_pages + (NEW.state = 'completed') - (OLD.state = 'completed'),
    failed_pages = failed_pages + (NEW.state = 'failed') - (OLD.state = 'failed'),
    cancelled_pages = cancelled_pages + (NEW.state = 'cancelled') - (OLD.state = 'cancelled'),
    retried_pages = retried_pages + (NEW.attempts > 1) - (OLD.attempts > 1),
    last_page_at = CASE WHEN NEW.state IN ('completed', 'failed') AND OLD.state <> NEW.state
      THEN max(coalesce(last_page_at, 0), NEW.ended_at) ELSE last_page_at END,
    next_window = (SELECT window FROM page_results INDEXED BY pages_ready
      WHERE task_id = NEW.task_id AND ${READY} ORDER BY seq LIMIT 1)
  WHERE id = NEW.task_id;
END;

CREATE VIEW page_batches AS
  SELECT task_id, max(window, 0) AS batch_number, min(page) AS first_page, max(page) AS last_page,
    CASE
      WHEN sum(state IN ('pending', 'processing')) = 0 THEN 'completed'
      WHEN sum(state = 'pending') = count(*) THEN 'pending'
      ELSE 'processing'
    END AS status
  FROM page_results GROUP BY task_id, max(window, 0);

/* Which tasks an answer names: it goes when one of them does. */
DELETE FROM repeatable_requests;
CREATE TABLE repeatable_request_tasks (
  task_id TEXT NOT NULL,
  key TEXT NOT NULL REFERENCES repeatable_requests(key) ON DELETE CASCADE,
  PRIMARY KEY (task_id, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX repeatable_request_tasks_by_key ON repeatable_request_tasks(key);

/* clean_end: 1 once the last owner had closed the file; checked_at: when it was last found sound, ms since 1970. */
CREATE TABLE upkeep (
  key TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`
