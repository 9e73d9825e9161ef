import { own, rules } from "@plinth/kernel";
import { atLeast, inWorkspace } from "../members/rules.ts";
import { apiKeys } from "./table.ts";

export const keyRules = rules(apiKeys, {
  noun: "key",
  sight: own(apiKeys.userId),
  deeds: { revoke: () => true },
});

/** The keys that are limited to a workspace, as those see them who look after it. */
export const workspaceKeyRules = rules(apiKeys, {
  noun: "key",
  sight: inWorkspace(apiKeys.workspaceId),
  deeds: { revoke: atLeast("admin", "revoke the keys of others") },
});
