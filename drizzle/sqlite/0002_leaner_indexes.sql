DROP INDEX `events_subject`;
--> statement-breakpoint
DROP INDEX `events_tenant`;
--> statement-breakpoint
DROP INDEX `tasks_external`;
--> statement-breakpoint
DROP INDEX `tasks_assignee`;
--> statement-breakpoint
DROP INDEX `tasks_parent`;
--> statement-breakpoint
DROP INDEX `tasks_deleted`;
--> statement-breakpoint
CREATE UNIQUE INDEX `tasks_external` ON `tasks` (`project_id`,`external_id`) WHERE "tasks"."external_id" is not null;
--> statement-breakpoint
CREATE INDEX `tasks_assignee` ON `tasks` (`assignee_id`) WHERE "tasks"."assignee_id" is not null;
--> statement-breakpoint
CREATE INDEX `tasks_parent` ON `tasks` (`parent_id`) WHERE "tasks"."parent_id" is not null;
--> statement-breakpoint
CREATE INDEX `tasks_deleted` ON `tasks` (`deleted_at`) WHERE "tasks"."deleted_at" is not null;
