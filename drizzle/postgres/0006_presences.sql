CREATE TABLE "presences" (
	"id" uuid PRIMARY KEY NOT NULL,
	"task_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"tab_id" text COLLATE "C" NOT NULL,
	"seen_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_task_id_tasks_id_fk" FOREIGN KEY ("task_id") REFERENCES "public"."tasks"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "presences" ADD CONSTRAINT "presences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE UNIQUE INDEX "presences_tab" ON "presences" USING btree ("user_id","tab_id","task_id");
--> statement-breakpoint
CREATE INDEX "presences_task" ON "presences" USING btree ("task_id");
--> statement-breakpoint
CREATE INDEX "presences_seen" ON "presences" USING btree ("seen_at");
