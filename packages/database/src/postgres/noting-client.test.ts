import { expect, test } from "vitest";
import { tablesWrittenBy } from "./noting-client.ts";

test.each([
  [`insert into "tasks" ("id") values ($1) returning "id"`, ["tasks"]],
  [`update "users" set "name" = $1 where "users"."id" = $2`, ["users"]],
  [`delete from "sessions" where "id" = $1`, ["sessions"]],
  [`with "gone" as (delete from "a" returning "id") insert into "b" select "id" from "gone"`, ["a", "b"]],
  [`insert into "counts" ("id") values ($1) on conflict ("id") do update set "n" = 1`, ["counts", "set"]],
  ["UPDATE ONLY tasks SET n = 1", ["tasks"]],
  ["truncate table tasks", ["tasks"]],
  [`merge into "tasks" using "x" on true when matched then delete`, ["tasks"]],
  [`select "updated", "delete" from "tasks" where "name" = 'insert' `, []],
  ["BEGIN ISOLATION LEVEL SERIALIZABLE", []],
])("what %s writes to is noted", (statement, tables) => {
  expect(tablesWrittenBy(statement)).toEqual(tables);
});
