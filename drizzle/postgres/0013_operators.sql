CREATE TABLE "data_export_parts" (
	"export_id" uuid NOT NULL,
	"number" bigint NOT NULL,
	"content" "bytea" NOT NULL,
	CONSTRAINT "data_export_parts_pk" PRIMARY KEY("export_id","number")
);
--> statement-breakpoint
CREATE TABLE "data_exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"requested_at" timestamp(3) with time zone NOT NULL,
	"ready_at" timestamp(3) with time zone,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"parts" bigint NOT NULL,
	"size" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "impersonator_id" text COLLATE "C";
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "operator_session_id" text COLLATE "C";
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "suspended_why" text COLLATE "C";
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "deletion_due_at" timestamp(3) with time zone;
--> statement-breakpoint
ALTER TABLE "data_export_parts" ADD CONSTRAINT "data_export_parts_export_id_data_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."data_exports"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "data_exports" ADD CONSTRAINT "data_exports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "data_exports_user" ON "data_exports" USING btree ("user_id","requested_at");
--> statement-breakpoint
CREATE INDEX "data_exports_expiry" ON "data_exports" USING btree ("expires_at");
--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_operator_session_id_sessions_id_fk" FOREIGN KEY ("operator_session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "sessions_operator" ON "sessions" USING btree ("operator_session_id") WHERE "sessions"."operator_session_id" is not null;
--> statement-breakpoint
CREATE INDEX "users_operators" ON "users" USING btree ("operator_since") WHERE "users"."operator_since" is not null;
--> statement-breakpoint
CREATE INDEX "users_leaving" ON "users" USING btree ("deletion_due_at") WHERE "users"."deletion_due_at" is not null;
