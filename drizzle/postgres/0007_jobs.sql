CREATE TABLE "job_schedules" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"cron" text COLLATE "C" NOT NULL,
	"last_tick" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"queue" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"priority" bigint NOT NULL,
	"run_at" timestamp(3) with time zone NOT NULL,
	"payload" jsonb NOT NULL,
	"unique_key" text COLLATE "C",
	"attempts" bigint NOT NULL,
	"claim" bigint NOT NULL,
	"worker" text COLLATE "C",
	"lease_until" timestamp(3) with time zone,
	"error" text COLLATE "C",
	"enqueued_by" text COLLATE "C",
	"request_id" text COLLATE "C" NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone
);
--> statement-breakpoint
CREATE INDEX "jobs_next" ON "jobs" USING btree ("queue","state","priority","run_at");
--> statement-breakpoint
CREATE INDEX "jobs_ended" ON "jobs" USING btree ("state","ended_at");
--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_unique" ON "jobs" USING btree ("name","unique_key");
