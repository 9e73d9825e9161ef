// What the product decides about a new task, in the transaction that inserts it: its number, its place, its event.
import { randomUUID } from "node:crypto";

export default ({ filter }) => {
  filter("tasks.items.create", async ({ project_id, title }, _meta, { database, accountability }) => {
    const user = accountability.user;
    const project = await database("projects")
      .join("members", "members.workspace_id", "projects.workspace_id")
      .where({ "projects.id": project_id, "members.user_id": user })
      .first("projects.workspace_id", "members.role");
    if (!project || project.role === "viewer") throw new Error("there is no such project");
    if (typeof title !== "string" || title.length === 0 || title.length > 300)
      throw new Error("a title has 1 to 300 characters");
    const status = await database("statuses").where({ project_id }).orderBy("rank").first("id");
    await database("projects").where({ id: project_id }).increment("last_task_number", 1);
    const { last_task_number: number } = await database("projects").where({ id: project_id }).first("last_task_number");
    const last = await database("tasks").where({ project_id }).orderBy("rank", "desc").first("rank");
    const [id, now] = [randomUUID(), Date.now()];
    await database("events").insert({
      id: randomUUID(),
      name: "task.created",
      at: now,
      actor_kind: "user",
      actor_id: user,
      request_id: randomUUID(),
      subject_id: id,
      thread_id: id,
      container_id: project_id,
      tenant_id: project.workspace_id,
      data: "{}",
    });
    return {
      id,
      project_id,
      workspace_id: project.workspace_id,
      number,
      title,
      title_folded: title.toLowerCase(),
      body: "",
      status_id: status.id,
      priority: "none",
      rank: `c${String(number).padStart(9, "0")}${last?.rank.at(-1) ?? "V"}`,
      version: 1,
      created_by: user,
      created_at: now,
      updated_at: now,
    };
  });
};
