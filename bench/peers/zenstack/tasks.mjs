import { randomUUID } from "node:crypto";

/** The fields of a whole task. */
const whole = {
  include: {
    labels: { select: { labelId: true } },
    project: { select: { key: true } },
    subtasks: { select: { id: true, number: true, title: true, statusId: true }, orderBy: { number: "asc" } },
  },
  omit: { titleFolded: true },
};

/** The procedure of schema.zmodel. What its caller may not see or do fails here, as everywhere. */
export function createTask({ client, args: { projectId, title } }) {
  return client.$transaction(async (tx) => {
    const { workspaceId } = await tx.project.findUniqueOrThrow({ where: { id: projectId } });
    const { lastTaskNumber: number } = await tx.project.update({
      where: { id: projectId },
      data: { lastTaskNumber: { increment: 1 } },
    });
    const status = await tx.status.findFirstOrThrow({ where: { projectId }, orderBy: { rank: "asc" } });
    const last = await tx.task.findFirst({ where: { projectId }, orderBy: { rank: "desc" }, select: { rank: true } });
    const [id, now] = [randomUUID(), Date.now()];
    const createdBy = client.$auth.id;
    const task = await tx.task.create({
      data: {
        id,
        workspaceId,
        projectId,
        number,
        title,
        titleFolded: title.toLowerCase(),
        body: "",
        statusId: status.id,
        priority: "none",
        rank: `c${String(number).padStart(9, "0")}${last?.rank.at(-1) ?? "V"}`,
        version: 1,
        createdBy,
        createdAt: now,
        updatedAt: now,
      },
      ...whole,
    });
    // Events may be added but not read, so nothing of it is asked back.
    await tx.event.createMany({
      data: [
        {
          id: randomUUID(),
          name: "task.created",
          at: now,
          actorKind: "user",
          actorId: createdBy,
          requestId: randomUUID(),
          subjectId: id,
          threadId: id,
          containerId: projectId,
          tenantId: workspaceId,
          data: {},
        },
      ],
    });
    return task;
  });
}
