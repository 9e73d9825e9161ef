import { own, rules } from "@plinth/kernel";
import { connections } from "./table.ts";

export const connectionRules = rules(connections, {
  noun: "connection",
  sight: own(connections.userId),
  deeds: { unlink: () => true },
});
