CREATE TABLE "audit_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"chain" text COLLATE "C" NOT NULL,
	"number" bigint NOT NULL,
	"digest" text COLLATE "C" NOT NULL,
	"sealed_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "address" text COLLATE "C";
--> statement-breakpoint
CREATE UNIQUE INDEX "audit_links_number" ON "audit_links" USING btree ("chain","number");
--> statement-breakpoint
CREATE INDEX "events_tenant" ON "events" USING btree ("tenant_id","id");

--> statement-breakpoint
-- What appendOnlyStatements gives for events and audit_links; features/audit/append-only.test.ts holds the two together.
CREATE OR REPLACE FUNCTION plinth_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON events FOR EACH STATEMENT EXECUTE FUNCTION plinth_append_only();
--> statement-breakpoint
CREATE TRIGGER audit_links_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_links FOR EACH STATEMENT EXECUTE FUNCTION plinth_append_only();
