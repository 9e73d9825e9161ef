CREATE INDEX `comments_author` ON `comments` (`author_id`) WHERE "comments"."author_id" is not null;
--> statement-breakpoint
CREATE INDEX `reactions_user` ON `reactions` (`user_id`);
--> statement-breakpoint
CREATE INDEX `sessions_impersonator` ON `sessions` (`impersonator_id`) WHERE "sessions"."impersonator_id" is not null;
--> statement-breakpoint
CREATE INDEX `tasks_creator` ON `tasks` (`created_by`) WHERE "tasks"."created_by" is not null;
