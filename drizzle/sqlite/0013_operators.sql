CREATE TABLE `data_export_parts` (
	`export_id` text NOT NULL,
	`number` integer NOT NULL,
	`content` blob NOT NULL,
	PRIMARY KEY(`export_id`, `number`),
	FOREIGN KEY (`export_id`) REFERENCES `data_exports`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `data_exports` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`requested_at` integer NOT NULL,
	`ready_at` integer,
	`expires_at` integer NOT NULL,
	`parts` integer NOT NULL,
	`size` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `data_exports_user` ON `data_exports` (`user_id`,`requested_at`);
--> statement-breakpoint
CREATE INDEX `data_exports_expiry` ON `data_exports` (`expires_at`);
--> statement-breakpoint
ALTER TABLE `events` ADD `impersonator_id` text;
--> statement-breakpoint
ALTER TABLE `sessions` ADD `operator_session_id` text REFERENCES sessions(id) ON DELETE cascade;
--> statement-breakpoint
CREATE INDEX `sessions_operator` ON `sessions` (`operator_session_id`) WHERE "sessions"."operator_session_id" is not null;
--> statement-breakpoint
ALTER TABLE `users` ADD `suspended_why` text;
--> statement-breakpoint
ALTER TABLE `users` ADD `deletion_due_at` integer;
--> statement-breakpoint
CREATE INDEX `users_operators` ON `users` (`operator_since`) WHERE "users"."operator_since" is not null;
--> statement-breakpoint
CREATE INDEX `users_leaving` ON `users` (`deletion_due_at`) WHERE "users"."deletion_due_at" is not null;
