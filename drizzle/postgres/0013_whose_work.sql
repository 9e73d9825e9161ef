CREATE INDEX "comments_author" ON "comments" USING btree ("author_id") WHERE "comments"."author_id" is not null;
--> statement-breakpoint
CREATE INDEX "reactions_user" ON "reactions" USING btree ("user_id");
--> statement-breakpoint
CREATE INDEX "sessions_impersonator" ON "sessions" USING btree ("impersonator_id") WHERE "sessions"."impersonator_id" is not null;
--> statement-breakpoint
CREATE INDEX "tasks_creator" ON "tasks" USING btree ("created_by") WHERE "tasks"."created_by" is not null;
