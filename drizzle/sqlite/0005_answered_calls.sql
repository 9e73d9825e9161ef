CREATE TABLE `answered_calls` (
	`caller` text NOT NULL,
	`id` text NOT NULL,
	`call` text NOT NULL,
	`state` text NOT NULL,
	`answer` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`caller`, `id`)
) STRICT;
--> statement-breakpoint
CREATE INDEX `answered_calls_at` ON `answered_calls` (`at`);
