/**
 * documents have tasks (a run: options, engine, state), which have page_results and tries. Times are milliseconds
 * since 1970. `pages_fts` has a row a page, by the page's id; it keeps its text (with CJK characters set apart), since
 * only then does FTS5's secure-delete really take deleted words out of the file.
 */
export const initial = `
CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  pages INTEGER,
  stored_file TEXT,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tasks (
  id TEXT PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents(id),
  batch_id TEXT NOT NULL,
  name TEXT NOT NULL,
  source_path TEXT NOT NULL,
  engine TEXT NOT NULL,
  options TEXT NOT NULL,
  /* What makes two runs of one document the same run: options without priority, password and the like. */
  fingerprint TEXT NOT NULL,
  state TEXT NOT NULL,
  priority INTEGER NOT NULL DEFAULT 0,
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  error TEXT
) STRICT;
CREATE INDEX tasks_by_document ON tasks(document_id, fingerprint);
CREATE INDEX tasks_by_state ON tasks(state, position);
CREATE INDEX tasks_by_time ON tasks(created_at);
CREATE INDEX tasks_by_batch ON tasks(batch_id);

CREATE TABLE page_results (
  id INTEGER PRIMARY KEY,
  task_id TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  /* 0 for the first page that the task reads, and so on. */
  seq INTEGER NOT NULL,
  /* The scheduler's window: -1 for first pages, then 0, 1, 2 for each stretch of pages. */
  window INTEGER NOT NULL,
  priority INTEGER NOT NULL,
  position INTEGER NOT NULL,
  state TEXT NOT NULL,
  /* The try whose answer counts. */
  try_id INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  not_before INTEGER NOT NULL DEFAULT 0,
  /* In flight when the engine died: runs alone next. */
  suspect INTEGER NOT NULL DEFAULT 0,
  deaths INTEGER NOT NULL DEFAULT 0,
  /* Set after the page ran out of memory. */
  lower_dpi INTEGER,
  result TEXT,
  error TEXT,
  ended_at INTEGER,
  UNIQUE (task_id, page)
) STRICT;
CREATE INDEX pages_waiting ON page_results(priority DESC, window, position, seq) WHERE state = 'pending';
CREATE INDEX pages_in_flight ON page_results(task_id) WHERE state = 'processing';

CREATE TABLE tries (
  id INTEGER PRIMARY KEY,
  task_id TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  engine TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  lease_until INTEGER NOT NULL,
  ended_at INTEGER,
  outcome TEXT,
  error TEXT
) STRICT;
CREATE INDEX tries_by_page ON tries(task_id, page);

CREATE VIEW page_batches AS
  SELECT task_id, max(window, 0) AS batch_number, min(page) AS first_page, max(page) AS last_page,
    CASE
      WHEN sum(state IN ('pending', 'processing')) = 0 THEN 'completed'
      WHEN sum(state = 'pending') = count(*) THEN 'pending'
      ELSE 'processing'
    END AS status
  FROM page_results GROUP BY task_id, max(window, 0);

CREATE VIEW task_progress AS
  SELECT t.id AS task_id, count(p.id) AS total_pages,
    coalesce(sum(p.state = 'completed'), 0) AS completed_pages,
    coalesce(sum(p.state = 'failed'), 0) AS failed_pages,
    coalesce(sum(p.state = 'cancelled'), 0) AS cancelled_pages,
    coalesce(sum(p.state = 'processing'), 0) AS processing_pages,
    max(p.ended_at) AS last_page_at,
    CASE WHEN sum(p.state = 'completed') > 0 AND max(p.ended_at) > t.started_at THEN
      (max(p.ended_at) - t.started_at) / 1000.0 / sum(p.state IN ('completed', 'failed'))
        * sum(p.state IN ('pending', 'processing'))
    END AS eta_seconds
  FROM tasks t LEFT JOIN page_results p ON p.task_id = t.id GROUP BY t.id;

CREATE VIRTUAL TABLE pages_fts USING fts5(
  name, text,
  tokenize = "unicode61 remove_diacritics 2",
  prefix = '2 3 4'
);
INSERT INTO pages_fts(pages_fts, rank) VALUES ('secure-delete', 1);
`
