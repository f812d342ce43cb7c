/** What was asked of services and what it cost, so that limits hold over restarts and deletions. */
export const spending = `
CREATE TABLE spending (
  id INTEGER PRIMARY KEY,
  engine TEXT NOT NULL,
  /* No reference: what was spent stays when the document goes. */
  task_id TEXT,
  at INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  /* Null where the service has no price. */
  cost REAL
) STRICT;
CREATE INDEX spending_by_time ON spending(engine, at, cost);
CREATE INDEX spending_by_task ON spending(task_id, engine, cost);
`
