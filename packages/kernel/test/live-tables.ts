import { column } from "@plinth/database";

const { table, id, ref, text, integer, primaryKey } = column;

/** Tables for live queries to read: teams have people and jobs, jobs have tags. */
export const teams = table("teams", { id: id(), name: text().notNull() });

export const people = table(
  "people",
  {
    teamId: ref(() => teams.id, { onDelete: "cascade" }).notNull(),
    userId: text().notNull(),
    role: text().notNull(),
  },
  (person) => [primaryKey({ name: "people_pk", columns: [person.teamId, person.userId] })],
);

export const jobs = table("jobs", {
  id: id(),
  teamId: ref(() => teams.id, { onDelete: "cascade" }).notNull(),
  title: text().notNull(),
  size: integer().notNull(),
});

export const tags = table(
  "tags",
  { jobId: ref(() => jobs.id, { onDelete: "cascade" }).notNull(), name: text().notNull() },
  (tag) => [primaryKey({ name: "tags_pk", columns: [tag.jobId, tag.name] })],
);

/** Nothing reads it but those who wait until what was written before has been heard. */
export const marks = table("marks", { id: id(), at: integer().notNull() });
