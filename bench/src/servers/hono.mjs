// Hono RPC with zod-validator, Drizzle and Lucia.
import { serve } from "@hono/node-server";
import { zValidator } from "@hono/zod-validator";
import { Hono } from "hono";
import { z } from "zod";
import { createTask, getTask, inputs, listTasks, userOf } from "./drizzle-app.mjs";

const app = new Hono();

app.use(async (c, next) => {
  const user = await userOf(c.req.header("cookie"));
  if (!user) return c.json({ error: "unauthorized" }, 401);
  c.set("user", user);
  await next();
});

const answer = (c, value) => (value ? c.json(value) : c.json({ error: "not found" }, 404));
const query = inputs.list.extend({ limit: z.coerce.number().int().min(1).max(200).default(20) });

app.get("/list", zValidator("query", query), async (c) =>
  answer(c, await listTasks(c.get("user").id, c.req.valid("query"))),
);
app.get("/get", zValidator("query", inputs.get), async (c) =>
  answer(c, await getTask(c.get("user").id, c.req.valid("query"))),
);
app.post("/create", zValidator("json", inputs.create), async (c) =>
  answer(c, await createTask(c.get("user").id, c.req.valid("json"))),
);

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: "127.0.0.1" });
