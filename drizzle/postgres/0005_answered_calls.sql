CREATE TABLE "answered_calls" (
	"caller" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"call" text COLLATE "C" NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	"answer" text COLLATE "C",
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "answered_calls_caller_id_pk" PRIMARY KEY("caller","id")
);
--> statement-breakpoint
CREATE INDEX "answered_calls_at" ON "answered_calls" USING btree ("at");
