/** How the machine and the work did, one row a minute. */
export const samples = `
CREATE TABLE samples (
  /* Milliseconds since 1970. */
  at INTEGER PRIMARY KEY,
  /* JSON. */
  sample TEXT NOT NULL
) STRICT;
`
