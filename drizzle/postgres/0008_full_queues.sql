CREATE TABLE "job_queues" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"is_full" boolean NOT NULL
);
