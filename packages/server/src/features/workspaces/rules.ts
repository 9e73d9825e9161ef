import { rules } from "@plinth/kernel";
import { atLeast, inWorkspace } from "../members/rules.ts";
import { workspaces } from "./table.ts";

export const workspaceRules = rules(workspaces, {
  noun: "workspace",
  sight: inWorkspace(workspaces.id),
  deeds: {
    update: atLeast("admin", "change the workspace"),
    leave: () => true,
    createProject: atLeast("admin", "create projects"),
    changeRoles: atLeast("admin", "change roles"),
    changeOwners: atLeast("owner", "make or unmake owners"),
    removeMembers: atLeast("admin", "remove members"),
    removeOwners: atLeast("owner", "remove an owner"),
    seeInvites: atLeast("admin", "see invites"),
    invite: atLeast("admin", "invite people"),
    seeWebhooks: atLeast("admin", "see webhooks"),
    createWebhook: atLeast("admin", "set up webhooks"),
    seeKeys: atLeast("admin", "see the keys of a workspace"),
    seeAudit: atLeast("admin", "see the audit log"),
    exportAudit: atLeast("admin", "export the audit log"),
    requireSecondFactor: atLeast("owner", "decide how members sign in"),
    inviteOwners: atLeast("owner", "invite an owner"),
  },
});
