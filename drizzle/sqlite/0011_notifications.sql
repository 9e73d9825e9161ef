CREATE TABLE `digests` (
	`user_id` text PRIMARY KEY NOT NULL,
	`time_zone` text,
	`hour` integer NOT NULL,
	`sent_on` text,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `follows` (
	`user_id` text NOT NULL,
	`task_id` text NOT NULL,
	`following` integer NOT NULL,
	PRIMARY KEY(`user_id`, `task_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`task_id`) REFERENCES `tasks`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE INDEX `follows_task` ON `follows` (`task_id`);
--> statement-breakpoint
CREATE TABLE `notification_preferences` (
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`in_app` integer NOT NULL,
	`mail` text NOT NULL,
	PRIMARY KEY(`user_id`, `kind`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`group_key` text NOT NULL,
	`workspace_id` text NOT NULL,
	`project_id` text,
	`task_id` text,
	`invite_id` text,
	`count` integer NOT NULL,
	`items` text NOT NULL,
	`in_app` integer NOT NULL,
	`waiting_since` integer NOT NULL,
	`last_at` integer NOT NULL,
	`read_at` integer,
	`mailed_at` integer,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`project_id`) REFERENCES `projects`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`task_id`) REFERENCES `tasks`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`invite_id`) REFERENCES `invites`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `notifications_group` ON `notifications` (`user_id`,`kind`,`group_key`);
--> statement-breakpoint
CREATE INDEX `notifications_inbox` ON `notifications` (`user_id`,`last_at`);
--> statement-breakpoint
CREATE INDEX `notifications_unread` ON `notifications` (`user_id`,`last_at`) WHERE "notifications"."read_at" is null;
--> statement-breakpoint
CREATE INDEX `notifications_task` ON `notifications` (`task_id`) WHERE "notifications"."task_id" is not null;
--> statement-breakpoint
CREATE INDEX `notifications_read` ON `notifications` (`read_at`) WHERE "notifications"."read_at" is not null;
--> statement-breakpoint
CREATE INDEX `tasks_due` ON `tasks` (`due_on`) WHERE "tasks"."due_on" is not null;
