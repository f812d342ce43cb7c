/** Files of a batch that were not taken in: a batch says how many there were, and why. */
export const batchRefusals = `
CREATE TABLE batch_refusals (
  batch_id TEXT NOT NULL,
  name TEXT NOT NULL,
  message TEXT NOT NULL
) STRICT;
CREATE INDEX refusals_of_batch ON batch_refusals (batch_id);
/* Nothing is left of a batch whose documents are gone. */
CREATE TRIGGER batch_is_gone AFTER DELETE ON tasks
WHEN NOT EXISTS (SELECT 1 FROM tasks WHERE batch_id = old.batch_id)
BEGIN
  DELETE FROM batch_refusals WHERE batch_id = old.batch_id;
END;
`
