import { own, rules } from "@plinth/kernel";
import { passkeys } from "./table.ts";

export const passkeyRules = rules(passkeys, {
  noun: "passkey",
  sight: own(passkeys.userId),
  deeds: { rename: () => true, remove: () => true },
});
