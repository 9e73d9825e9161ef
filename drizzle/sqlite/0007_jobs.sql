CREATE TABLE `job_schedules` (
	`name` text PRIMARY KEY NOT NULL,
	`cron` text NOT NULL,
	`last_tick` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`queue` text NOT NULL,
	`state` text NOT NULL,
	`priority` integer NOT NULL,
	`run_at` integer NOT NULL,
	`payload` text NOT NULL,
	`unique_key` text,
	`attempts` integer NOT NULL,
	`claim` integer NOT NULL,
	`worker` text,
	`lease_until` integer,
	`error` text,
	`enqueued_by` text,
	`request_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`ended_at` integer
) STRICT;
--> statement-breakpoint
CREATE INDEX `jobs_next` ON `jobs` (`queue`,`state`,`priority`,`run_at`);
--> statement-breakpoint
CREATE INDEX `jobs_ended` ON `jobs` (`state`,`ended_at`);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_unique` ON `jobs` (`name`,`unique_key`);
