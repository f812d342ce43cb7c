/** Words in doubt that somebody has looked at, tables as they were edited, a trash that jobs come back from as they were, tags. */
export const proofreading = `
/* Words of a page's result that the engine is not sure of. */
ALTER TABLE page_results ADD COLUMN doubtful_words INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN doubtful_words INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tasks ADD COLUMN checked_words INTEGER NOT NULL DEFAULT 0;
/* 1: it was at work when it was thrown away, and goes on when it is brought back. */
ALTER TABLE tasks ADD COLUMN resume_when_restored INTEGER NOT NULL DEFAULT 0;

CREATE TABLE checked_words (
  task_id TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
  page INTEGER NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (task_id, page, word)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER word_checked AFTER INSERT ON checked_words BEGIN
  UPDATE tasks SET checked_words = checked_words + 1 WHERE id = NEW.task_id;
END;
CREATE TRIGGER word_unchecked AFTER DELETE ON checked_words BEGIN
  UPDATE tasks SET checked_words = checked_words - 1 WHERE id = OLD.task_id;
END;
CREATE TRIGGER page_doubted AFTER UPDATE OF doubtful_words ON page_results
WHEN NEW.doubtful_words <> OLD.doubtful_words BEGIN
  UPDATE tasks SET doubtful_words = doubtful_words + NEW.doubtful_words - OLD.doubtful_words WHERE id = NEW.task_id;
END;

CREATE TABLE task_tags (
  task_id TEXT NOT NULL REFERENCES tasks(id) ON DELETE CASCADE,
  tag TEXT NOT NULL COLLATE NOCASE,
  PRIMARY KEY (task_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX task_tags_by_tag ON task_tags(tag, task_id);

/* A table as it was edited: its cells as JSON; null where only its text was. */
ALTER TABLE edits ADD COLUMN grid TEXT;
/* What a block was made: its type and level as JSON; null where it is what was read. */
ALTER TABLE edits ADD COLUMN kind TEXT;
`
