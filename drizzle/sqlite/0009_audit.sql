CREATE TABLE `audit_links` (
	`id` text PRIMARY KEY NOT NULL,
	`chain` text NOT NULL,
	`number` integer NOT NULL,
	`digest` text NOT NULL,
	`sealed_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_links_number` ON `audit_links` (`chain`,`number`);
--> statement-breakpoint
ALTER TABLE `events` ADD `address` text;
--> statement-breakpoint
CREATE INDEX `events_tenant` ON `events` (`tenant_id`,`id`);

--> statement-breakpoint
-- What appendOnlyStatements gives for events and audit_links; features/audit/append-only.test.ts holds the two together.
CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN
  SELECT raise(ABORT, 'events is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN
  SELECT raise(ABORT, 'events is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER audit_links_no_update BEFORE UPDATE ON audit_links BEGIN
  SELECT raise(ABORT, 'audit_links is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER audit_links_no_delete BEFORE DELETE ON audit_links BEGIN
  SELECT raise(ABORT, 'audit_links is only ever added to');
END;
