// Makes a filled file one that Directus serves: its own tables, then what a person would set up in its console.
import { spawnSync } from "node:child_process";
import Database from "better-sqlite3";
import { POLICY, ROLE } from "./settings.mjs";

const bootstrap = new URL("./bootstrap.mjs", import.meta.url).pathname;
const { status, stdout, stderr } = spawnSync(process.execPath, [bootstrap], { encoding: "utf8" });
if (status !== 0) throw new Error(`directus bootstrap failed:\n${stdout}${stderr}`);

const db = new Database(process.env.BENCH_DATABASE);
const insert = (table, row) => {
  const names = Object.keys(row);
  const values = Object.values(row).map((value) =>
    typeof value === "object" && value !== null ? JSON.stringify(value) : value,
  );
  db.prepare(`insert into ${table} (${names.map((name) => `"${name}"`)}) values (${names.map(() => "?")})`).run(values);
};

db.pragma("foreign_keys = OFF");
db.transaction(() => {
  // Directus serves no tables whose key is made of two columns.
  db.exec(`
    alter table members rename to old_members;
    create table members (id integer primary key, workspace_id text not null references workspaces (id),
      user_id text not null references users (id), role text not null, joined_at integer not null, unique (workspace_id, user_id));
    insert into members (workspace_id, user_id, role, joined_at) select * from old_members;
    drop table old_members;
    create index members_user on members (user_id);

    alter table task_labels rename to old_task_labels;
    create table task_labels (id integer primary key, task_id text not null references tasks (id),
      label_id text not null references labels (id), unique (task_id, label_id));
    insert into task_labels (task_id, label_id) select * from old_task_labels;
    drop table old_task_labels;
    create index task_labels_label on task_labels (label_id);
  `);

  for (const collection of ["tasks", "projects", "workspaces", "members", "task_labels"])
    insert("directus_collections", { collection, accountability: null });
  relate("tasks", "project_id", "projects");
  relate("tasks", "workspace_id", "workspaces");
  relate("tasks", "parent_id", "tasks", "subtasks");
  relate("task_labels", "task_id", "tasks", "labels");
  relate("members", "workspace_id", "workspaces", "members");
  insert("directus_fields", { collection: "tasks", field: "origin", special: "cast-json" });

  insert("directus_roles", { id: ROLE, name: "Member" });
  insert("directus_policies", { id: POLICY, name: "Member" });
  insert("directus_access", { id: POLICY, role: ROLE, policy: POLICY });
  const own = { user_id: { _eq: "$CURRENT_USER" } };
  const ofOwnWorkspace = { workspace_id: { members: own } };
  permit("tasks", "read", { _and: [ofOwnWorkspace, { deleted_at: { _null: true } }] });
  permit("tasks", "create", {});
  permit("projects", "read", ofOwnWorkspace);
  permit("task_labels", "read", { task_id: ofOwnWorkspace });
  permit("members", "read", own);
  permit("workspaces", "read", { members: own });

  // The people and their sessions, as Directus keeps them.
  db.exec(`insert into directus_users (id, first_name, email, role) select id, name, email, '${ROLE}' from users`);
  db.exec(`insert into directus_sessions (token, user, expires)
    select id, user_id, expires_at * 1000 from lucia_sessions`);
})();
db.pragma("wal_checkpoint(TRUNCATE)");
db.close();

/** A reference, and the list on the other side of it. */
function relate(many, field, one, list) {
  insert("directus_relations", {
    many_collection: many,
    many_field: field,
    one_collection: one,
    one_field: list ?? null,
  });
  insert("directus_fields", { collection: many, field, special: "m2o" });
  if (list) insert("directus_fields", { collection: one, field: list, special: "o2m" });
}

function permit(collection, action, permissions) {
  insert("directus_permissions", { collection, action, permissions, fields: "*", policy: POLICY });
}
