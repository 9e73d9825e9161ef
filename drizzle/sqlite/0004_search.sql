-- What fullTextStatements gives for features/search/indexes.ts; its test holds the two together.
CREATE TABLE task_search_rows (place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
--> statement-breakpoint
CREATE VIRTUAL TABLE task_search USING fts5(
  scope, c0, c1, content='', contentless_delete=1, prefix='2',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
);
--> statement-breakpoint
INSERT INTO task_search_rows (place, key)
  SELECT first + row_number() OVER (PARTITION BY first ORDER BY key) - 1, key
  FROM (SELECT min(max(tasks.created_at, 0), 4398046511103) * 1048576 AS first, id AS key FROM tasks);
--> statement-breakpoint
INSERT INTO task_search (rowid, scope, c0, c1)
  SELECT place, char(57344) || replace(tasks.workspace_id, '-', ''), substr(tasks.title, 1, 80000), substr(tasks.body, 1, 80000)
  FROM task_search_rows CROSS JOIN tasks ON tasks.id = task_search_rows.key ORDER BY place;
--> statement-breakpoint
-- The next number of its millisecond; where that is full, the one after all.
CREATE TRIGGER task_search_inserted AFTER INSERT ON tasks BEGIN
  INSERT INTO task_search_rows (place, key)
    SELECT nullif(coalesce((SELECT max(place) + 1 FROM task_search_rows WHERE place BETWEEN first AND first + 1048575), first), first + 1048576), new.id
    FROM (SELECT min(max(new.created_at, 0), 4398046511103) * 1048576 AS first);
  INSERT INTO task_search (rowid, scope, c0, c1) VALUES ((SELECT place FROM task_search_rows WHERE key = new.id), char(57344) || replace(new.workspace_id, '-', ''), substr(new.title, 1, 80000), substr(new.body, 1, 80000));
END;
--> statement-breakpoint
CREATE TRIGGER task_search_updated AFTER UPDATE OF workspace_id, title, body ON tasks
WHEN new.workspace_id IS NOT old.workspace_id OR new.title IS NOT old.title OR new.body IS NOT old.body BEGIN
  UPDATE task_search SET scope = char(57344) || replace(new.workspace_id, '-', ''), c0 = substr(new.title, 1, 80000), c1 = substr(new.body, 1, 80000) WHERE rowid = (SELECT place FROM task_search_rows WHERE key = new.id);
END;
--> statement-breakpoint
CREATE TRIGGER task_search_deleted AFTER DELETE ON tasks BEGIN
  DELETE FROM task_search WHERE rowid = (SELECT place FROM task_search_rows WHERE key = old.id);
  DELETE FROM task_search_rows WHERE key = old.id;
END;
--> statement-breakpoint
CREATE TABLE comment_search_rows (place INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
--> statement-breakpoint
CREATE VIRTUAL TABLE comment_search USING fts5(
  scope, c0, content='', contentless_delete=1, prefix='2',
  tokenize="unicode61 remove_diacritics 2 categories 'L* N* M* Co'"
);
--> statement-breakpoint
INSERT INTO comment_search_rows (place, key)
  SELECT first + row_number() OVER (PARTITION BY first ORDER BY key) - 1, key
  FROM (SELECT min(max(comments.created_at, 0), 4398046511103) * 1048576 AS first, id AS key FROM comments);
--> statement-breakpoint
INSERT INTO comment_search (rowid, scope, c0)
  SELECT place, char(57344) || replace(comments.workspace_id, '-', ''), substr(comments.body, 1, 120000)
  FROM comment_search_rows CROSS JOIN comments ON comments.id = comment_search_rows.key ORDER BY place;
--> statement-breakpoint
-- The next number of its millisecond; where that is full, the one after all.
CREATE TRIGGER comment_search_inserted AFTER INSERT ON comments BEGIN
  INSERT INTO comment_search_rows (place, key)
    SELECT nullif(coalesce((SELECT max(place) + 1 FROM comment_search_rows WHERE place BETWEEN first AND first + 1048575), first), first + 1048576), new.id
    FROM (SELECT min(max(new.created_at, 0), 4398046511103) * 1048576 AS first);
  INSERT INTO comment_search (rowid, scope, c0) VALUES ((SELECT place FROM comment_search_rows WHERE key = new.id), char(57344) || replace(new.workspace_id, '-', ''), substr(new.body, 1, 120000));
END;
--> statement-breakpoint
CREATE TRIGGER comment_search_updated AFTER UPDATE OF workspace_id, body ON comments
WHEN new.workspace_id IS NOT old.workspace_id OR new.body IS NOT old.body BEGIN
  UPDATE comment_search SET scope = char(57344) || replace(new.workspace_id, '-', ''), c0 = substr(new.body, 1, 120000) WHERE rowid = (SELECT place FROM comment_search_rows WHERE key = new.id);
END;
--> statement-breakpoint
CREATE TRIGGER comment_search_deleted AFTER DELETE ON comments BEGIN
  DELETE FROM comment_search WHERE rowid = (SELECT place FROM comment_search_rows WHERE key = old.id);
  DELETE FROM comment_search_rows WHERE key = old.id;
END;
