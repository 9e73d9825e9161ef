CREATE TABLE "rate_limits" (
	"key" text COLLATE "C" PRIMARY KEY NOT NULL,
	"full_at" bigint NOT NULL,
	"taken" bigint NOT NULL
);
