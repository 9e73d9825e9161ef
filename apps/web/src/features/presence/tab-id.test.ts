import { randomUuid } from "@plinth/client";
import { expect, test } from "vitest";
import { z } from "zod";

test("each tab has a UUID of its own, of the kind the server takes", () => {
  const ids = Array.from({ length: 1_000 }, randomUuid);

  for (const id of ids) expect(z.uuidv4().safeParse(id).success, id).toBe(true);
  expect(new Set(ids).size).toBe(1_000);
});
