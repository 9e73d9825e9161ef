CREATE TABLE `presences` (
	`id` text PRIMARY KEY NOT NULL,
	`task_id` text NOT NULL,
	`user_id` text NOT NULL,
	`tab_id` text NOT NULL,
	`seen_at` integer NOT NULL,
	FOREIGN KEY (`task_id`) REFERENCES `tasks`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `presences_tab` ON `presences` (`user_id`,`tab_id`,`task_id`);
--> statement-breakpoint
CREATE INDEX `presences_task` ON `presences` (`task_id`);
--> statement-breakpoint
CREATE INDEX `presences_seen` ON `presences` (`seen_at`);
