/** A page that somebody wants to see goes before the others of its document, and its document before others. */
const READY = `state = 'pending' AND not_before = 0 AND suspect = 0`

export const firstPages = `
ALTER TABLE page_results ADD COLUMN first INTEGER NOT NULL DEFAULT 0;
DROP TRIGGER page_moved;
DROP INDEX pages_ready;
CREATE INDEX pages_ready ON page_results(task_id, first DESC, seq) WHERE ${READY};
CREATE TRIGGER page_moved AFTER UPDATE OF state, not_before, suspect, attempts, first ON page_results BEGIN
  UPDATE tasks SET
    completed_pages = completed_pages + (NEW.state = 'completed') - (OLD.state = 'completed'),
    failed_pages = failed_pages + (NEW.state = 'failed') - (OLD.state = 'failed'),
    cancelled_pages = cancelled_pages + (NEW.state = 'cancelled') - (OLD.state = 'cancelled'),
    retried_pages = retried_pages + (NEW.attempts > 1) - (OLD.attempts > 1),
    last_page_at = CASE WHEN NEW.state IN ('completed', 'failed') AND OLD.state <> NEW.state
      THEN max(coalesce(last_page_at, 0), NEW.ended_at) ELSE last_page_at END,
    next_window = (SELECT CASE WHEN first > 0 THEN -2 ELSE window END FROM page_results INDEXED BY pages_ready
      WHERE task_id = NEW.task_id AND ${READY} ORDER BY first DESC, seq LIMIT 1)
  WHERE id = NEW.task_id;
END;
`
