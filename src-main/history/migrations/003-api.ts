/** What the API needs: a repeated upload is answered as the first one was. */
export const api = `
CREATE TABLE repeatable_requests (
  key TEXT PRIMARY KEY,
  /* What was asked for; the same key for something else is a mistake. */
  fingerprint TEXT NOT NULL,
  answer TEXT NOT NULL,
  answered_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX repeatable_requests_by_time ON repeatable_requests(answered_at);
`
