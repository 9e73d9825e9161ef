CREATE TABLE `job_queues` (
	`name` text PRIMARY KEY NOT NULL,
	`is_full` integer NOT NULL
) STRICT;
