CREATE TABLE `rate_limits` (
	`key` text PRIMARY KEY NOT NULL,
	`full_at` integer NOT NULL,
	`taken` integer NOT NULL
) STRICT;
