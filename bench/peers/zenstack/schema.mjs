// Generated from schema.zmodel by `zen generate` of ZenStack 3.9.4, its types stripped.
import { ExpressionUtils } from "@zenstackhq/schema";

class SchemaType {
  provider = {
    type: "sqlite",
  };
  models = {
    User: {
      name: "User",
      fields: {
        id: {
          name: "id",
          type: "String",
          id: true,
          attributes: [{ name: "@id" }],
        },
        email: {
          name: "email",
          type: "String",
        },
        name: {
          name: "name",
          type: "String",
        },
        sessions: {
          name: "sessions",
          type: "Session",
          array: true,
          relation: { opposite: "user" },
        },
        members: {
          name: "members",
          type: "Member",
          array: true,
          relation: { opposite: "user" },
        },
      },
      attributes: [
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("read") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
                "==",
                ExpressionUtils.field("id"),
              ),
            },
          ],
        },
        { name: "@@map", args: [{ name: "name", value: ExpressionUtils.literal("users") }] },
      ],
      idFields: ["id"],
      uniqueFields: {
        id: { type: "String" },
      },
    },
    Session: {
      name: "Session",
      fields: {
        id: {
          name: "id",
          type: "String",
          id: true,
          attributes: [{ name: "@id" }],
        },
        userId: {
          name: "userId",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("user_id") }] }],
          foreignKeyFor: ["user"],
        },
        expiresAt: {
          name: "expiresAt",
          type: "Int",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("expires_at") }] }],
        },
        user: {
          name: "user",
          type: "User",
          attributes: [
            {
              name: "@relation",
              args: [
                { name: "fields", value: ExpressionUtils.array("String", [ExpressionUtils.field("userId")]) },
                { name: "references", value: ExpressionUtils.array("String", [ExpressionUtils.field("id")]) },
              ],
            },
          ],
          relation: { opposite: "sessions", fields: ["userId"], references: ["id"] },
        },
      },
      attributes: [{ name: "@@map", args: [{ name: "name", value: ExpressionUtils.literal("lucia_sessions") }] }],
      idFields: ["id"],
      uniqueFields: {
        id: { type: "String" },
      },
    },
    Workspace: {
      name: "Workspace",
      fields: {
        id: {
          name: "id",
          type: "String",
          id: true,
          attributes: [{ name: "@id" }],
        },
        members: {
          name: "members",
          type: "Member",
          array: true,
          relation: { opposite: "workspace" },
        },
        projects: {
          name: "projects",
          type: "Project",
          array: true,
          relation: { opposite: "workspace" },
        },
        tasks: {
          name: "tasks",
          type: "Task",
          array: true,
          relation: { opposite: "workspace" },
        },
      },
      attributes: [
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("read") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.field("members"),
                "?",
                ExpressionUtils.binary(
                  ExpressionUtils.field("userId"),
                  "==",
                  ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
                ),
              ),
            },
          ],
        },
        { name: "@@map", args: [{ name: "name", value: ExpressionUtils.literal("workspaces") }] },
      ],
      idFields: ["id"],
      uniqueFields: {
        id: { type: "String" },
      },
    },
    Member: {
      name: "Member",
      fields: {
        workspaceId: {
          name: "workspaceId",
          type: "String",
          id: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("workspace_id") }] }],
          foreignKeyFor: ["workspace"],
        },
        userId: {
          name: "userId",
          type: "String",
          id: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("user_id") }] }],
          foreignKeyFor: ["user"],
        },
        role: {
          name: "role",
          type: "String",
        },
        workspace: {
          name: "workspace",
          type: "Workspace",
          attributes: [
            {
              name: "@relation",
              args: [
                { name: "fields", value: ExpressionUtils.array("String", [ExpressionUtils.field("workspaceId")]) },
                { name: "references", value: ExpressionUtils.array("String", [ExpressionUtils.field("id")]) },
              ],
            },
          ],
          relation: { opposite: "members", fields: ["workspaceId"], references: ["id"] },
        },
        user: {
          name: "user",
          type: "User",
          attributes: [
            {
              name: "@relation",
              args: [
                { name: "fields", value: ExpressionUtils.array("String", [ExpressionUtils.field("userId")]) },
                { name: "references", value: ExpressionUtils.array("String", [ExpressionUtils.field("id")]) },
              ],
            },
          ],
          relation: { opposite: "members", fields: ["userId"], references: ["id"] },
        },
      },
      attributes: [
        {
          name: "@@id",
          args: [
            {
              name: "fields",
              value: ExpressionUtils.array("String", [
                ExpressionUtils.field("workspaceId"),
                ExpressionUtils.field("userId"),
              ]),
            },
          ],
        },
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("read") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.field("userId"),
                "==",
                ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
              ),
            },
          ],
        },
        { name: "@@map", args: [{ name: "name", value: ExpressionUtils.literal("members") }] },
      ],
      idFields: ["workspaceId", "userId"],
      uniqueFields: {
        workspaceId_userId: { workspaceId: { type: "String" }, userId: { type: "String" } },
      },
    },
    Project: {
      name: "Project",
      fields: {
        id: {
          name: "id",
          type: "String",
          id: true,
          attributes: [{ name: "@id" }],
        },
        workspaceId: {
          name: "workspaceId",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("workspace_id") }] }],
          foreignKeyFor: ["workspace"],
        },
        key: {
          name: "key",
          type: "String",
        },
        lastTaskNumber: {
          name: "lastTaskNumber",
          type: "Int",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("last_task_number") }] }],
        },
        workspace: {
          name: "workspace",
          type: "Workspace",
          attributes: [
            {
              name: "@relation",
              args: [
                { name: "fields", value: ExpressionUtils.array("String", [ExpressionUtils.field("workspaceId")]) },
                { name: "references", value: ExpressionUtils.array("String", [ExpressionUtils.field("id")]) },
              ],
            },
          ],
          relation: { opposite: "projects", fields: ["workspaceId"], references: ["id"] },
        },
        statuses: {
          name: "statuses",
          type: "Status",
          array: true,
          relation: { opposite: "project" },
        },
        tasks: {
          name: "tasks",
          type: "Task",
          array: true,
          relation: { opposite: "project" },
        },
      },
      attributes: [
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("read") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.member(ExpressionUtils.field("workspace"), ["members"]),
                "?",
                ExpressionUtils.binary(
                  ExpressionUtils.field("userId"),
                  "==",
                  ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
                ),
              ),
            },
          ],
        },
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("update") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.member(ExpressionUtils.field("workspace"), ["members"]),
                "?",
                ExpressionUtils.binary(
                  ExpressionUtils.binary(
                    ExpressionUtils.field("userId"),
                    "==",
                    ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
                  ),
                  "&&",
                  ExpressionUtils.binary(ExpressionUtils.field("role"), "!=", ExpressionUtils.literal("viewer")),
                ),
              ),
            },
          ],
        },
        { name: "@@map", args: [{ name: "name", value: ExpressionUtils.literal("projects") }] },
      ],
      idFields: ["id"],
      uniqueFields: {
        id: { type: "String" },
      },
    },
    Status: {
      name: "Status",
      fields: {
        id: {
          name: "id",
          type: "String",
          id: true,
          attributes: [{ name: "@id" }],
        },
        projectId: {
          name: "projectId",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("project_id") }] }],
          foreignKeyFor: ["project"],
        },
        rank: {
          name: "rank",
          type: "String",
        },
        project: {
          name: "project",
          type: "Project",
          attributes: [
            {
              name: "@relation",
              args: [
                { name: "fields", value: ExpressionUtils.array("String", [ExpressionUtils.field("projectId")]) },
                { name: "references", value: ExpressionUtils.array("String", [ExpressionUtils.field("id")]) },
              ],
            },
          ],
          relation: { opposite: "statuses", fields: ["projectId"], references: ["id"] },
        },
      },
      attributes: [
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("read") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.member(ExpressionUtils.field("project"), ["workspace", "members"]),
                "?",
                ExpressionUtils.binary(
                  ExpressionUtils.field("userId"),
                  "==",
                  ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
                ),
              ),
            },
          ],
        },
        { name: "@@map", args: [{ name: "name", value: ExpressionUtils.literal("statuses") }] },
      ],
      idFields: ["id"],
      uniqueFields: {
        id: { type: "String" },
      },
    },
    Task: {
      name: "Task",
      fields: {
        id: {
          name: "id",
          type: "String",
          id: true,
          attributes: [{ name: "@id" }],
        },
        workspaceId: {
          name: "workspaceId",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("workspace_id") }] }],
          foreignKeyFor: ["workspace"],
        },
        projectId: {
          name: "projectId",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("project_id") }] }],
          foreignKeyFor: ["project"],
        },
        number: {
          name: "number",
          type: "Int",
        },
        title: {
          name: "title",
          type: "String",
          attributes: [
            {
              name: "@length",
              args: [
                { name: "min", value: ExpressionUtils.literal(1) },
                { name: "max", value: ExpressionUtils.literal(300) },
              ],
            },
          ],
        },
        titleFolded: {
          name: "titleFolded",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("title_folded") }] }],
        },
        body: {
          name: "body",
          type: "String",
        },
        statusId: {
          name: "statusId",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("status_id") }] }],
        },
        priority: {
          name: "priority",
          type: "String",
        },
        assigneeId: {
          name: "assigneeId",
          type: "String",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("assignee_id") }] }],
        },
        dueOn: {
          name: "dueOn",
          type: "String",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("due_on") }] }],
        },
        estimate: {
          name: "estimate",
          type: "Int",
          optional: true,
        },
        parentId: {
          name: "parentId",
          type: "String",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("parent_id") }] }],
          foreignKeyFor: ["parent"],
        },
        rank: {
          name: "rank",
          type: "String",
        },
        version: {
          name: "version",
          type: "Int",
        },
        createdBy: {
          name: "createdBy",
          type: "String",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("created_by") }] }],
        },
        createdAt: {
          name: "createdAt",
          type: "Int",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("created_at") }] }],
        },
        updatedAt: {
          name: "updatedAt",
          type: "Int",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("updated_at") }] }],
        },
        closedAt: {
          name: "closedAt",
          type: "Int",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("closed_at") }] }],
        },
        deletedAt: {
          name: "deletedAt",
          type: "Int",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("deleted_at") }] }],
        },
        origin: {
          name: "origin",
          type: "Json",
          optional: true,
        },
        workspace: {
          name: "workspace",
          type: "Workspace",
          attributes: [
            {
              name: "@relation",
              args: [
                { name: "fields", value: ExpressionUtils.array("String", [ExpressionUtils.field("workspaceId")]) },
                { name: "references", value: ExpressionUtils.array("String", [ExpressionUtils.field("id")]) },
              ],
            },
          ],
          relation: { opposite: "tasks", fields: ["workspaceId"], references: ["id"] },
        },
        project: {
          name: "project",
          type: "Project",
          attributes: [
            {
              name: "@relation",
              args: [
                { name: "fields", value: ExpressionUtils.array("String", [ExpressionUtils.field("projectId")]) },
                { name: "references", value: ExpressionUtils.array("String", [ExpressionUtils.field("id")]) },
              ],
            },
          ],
          relation: { opposite: "tasks", fields: ["projectId"], references: ["id"] },
        },
        parent: {
          name: "parent",
          type: "Task",
          optional: true,
          attributes: [
            {
              name: "@relation",
              args: [
                { name: "name", value: ExpressionUtils.literal("subtasks") },
                { name: "fields", value: ExpressionUtils.array("String", [ExpressionUtils.field("parentId")]) },
                { name: "references", value: ExpressionUtils.array("String", [ExpressionUtils.field("id")]) },
              ],
            },
          ],
          relation: { opposite: "subtasks", name: "subtasks", fields: ["parentId"], references: ["id"] },
        },
        subtasks: {
          name: "subtasks",
          type: "Task",
          array: true,
          attributes: [{ name: "@relation", args: [{ name: "name", value: ExpressionUtils.literal("subtasks") }] }],
          relation: { opposite: "parent", name: "subtasks" },
        },
        labels: {
          name: "labels",
          type: "TaskLabel",
          array: true,
          relation: { opposite: "task" },
        },
      },
      attributes: [
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("read") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.binary(
                  ExpressionUtils.member(ExpressionUtils.field("workspace"), ["members"]),
                  "?",
                  ExpressionUtils.binary(
                    ExpressionUtils.field("userId"),
                    "==",
                    ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
                  ),
                ),
                "&&",
                ExpressionUtils.binary(ExpressionUtils.field("deletedAt"), "==", ExpressionUtils._null()),
              ),
            },
          ],
        },
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("create") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.member(ExpressionUtils.field("workspace"), ["members"]),
                "?",
                ExpressionUtils.binary(
                  ExpressionUtils.binary(
                    ExpressionUtils.field("userId"),
                    "==",
                    ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
                  ),
                  "&&",
                  ExpressionUtils.binary(ExpressionUtils.field("role"), "!=", ExpressionUtils.literal("viewer")),
                ),
              ),
            },
          ],
        },
        { name: "@@map", args: [{ name: "name", value: ExpressionUtils.literal("tasks") }] },
      ],
      idFields: ["id"],
      uniqueFields: {
        id: { type: "String" },
      },
    },
    TaskLabel: {
      name: "TaskLabel",
      fields: {
        taskId: {
          name: "taskId",
          type: "String",
          id: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("task_id") }] }],
          foreignKeyFor: ["task"],
        },
        labelId: {
          name: "labelId",
          type: "String",
          id: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("label_id") }] }],
        },
        task: {
          name: "task",
          type: "Task",
          attributes: [
            {
              name: "@relation",
              args: [
                { name: "fields", value: ExpressionUtils.array("String", [ExpressionUtils.field("taskId")]) },
                { name: "references", value: ExpressionUtils.array("String", [ExpressionUtils.field("id")]) },
              ],
            },
          ],
          relation: { opposite: "labels", fields: ["taskId"], references: ["id"] },
        },
      },
      attributes: [
        {
          name: "@@id",
          args: [
            {
              name: "fields",
              value: ExpressionUtils.array("String", [
                ExpressionUtils.field("taskId"),
                ExpressionUtils.field("labelId"),
              ]),
            },
          ],
        },
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("read") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.member(ExpressionUtils.field("task"), ["workspace", "members"]),
                "?",
                ExpressionUtils.binary(
                  ExpressionUtils.field("userId"),
                  "==",
                  ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
                ),
              ),
            },
          ],
        },
        { name: "@@map", args: [{ name: "name", value: ExpressionUtils.literal("task_labels") }] },
      ],
      idFields: ["taskId", "labelId"],
      uniqueFields: {
        taskId_labelId: { taskId: { type: "String" }, labelId: { type: "String" } },
      },
    },
    Event: {
      name: "Event",
      fields: {
        id: {
          name: "id",
          type: "String",
          id: true,
          attributes: [{ name: "@id" }],
        },
        name: {
          name: "name",
          type: "String",
        },
        at: {
          name: "at",
          type: "Int",
        },
        actorKind: {
          name: "actorKind",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("actor_kind") }] }],
        },
        actorId: {
          name: "actorId",
          type: "String",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("actor_id") }] }],
        },
        requestId: {
          name: "requestId",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("request_id") }] }],
        },
        subjectId: {
          name: "subjectId",
          type: "String",
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("subject_id") }] }],
        },
        threadId: {
          name: "threadId",
          type: "String",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("thread_id") }] }],
        },
        containerId: {
          name: "containerId",
          type: "String",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("container_id") }] }],
        },
        tenantId: {
          name: "tenantId",
          type: "String",
          optional: true,
          attributes: [{ name: "@map", args: [{ name: "name", value: ExpressionUtils.literal("tenant_id") }] }],
        },
        data: {
          name: "data",
          type: "Json",
        },
      },
      attributes: [
        {
          name: "@@allow",
          args: [
            { name: "operation", value: ExpressionUtils.literal("create") },
            {
              name: "condition",
              value: ExpressionUtils.binary(
                ExpressionUtils.field("actorId"),
                "==",
                ExpressionUtils.member(ExpressionUtils.call("auth"), ["id"]),
              ),
            },
          ],
        },
        { name: "@@map", args: [{ name: "name", value: ExpressionUtils.literal("events") }] },
      ],
      idFields: ["id"],
      uniqueFields: {
        id: { type: "String" },
      },
    },
  };
  authType = "User";
  procedures = {
    createTask: {
      params: {
        projectId: { name: "projectId", type: "String" },
        title: { name: "title", type: "String" },
      },
      returnType: "Json",
      mutation: true,
    },
  };
  plugins = {};
}
const schema = new SchemaType();

export { SchemaType, schema };
