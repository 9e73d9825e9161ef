import { own, rules } from "@plinth/kernel";
import { users } from "./table.ts";

/** An account is its person's own. What others see of people, their names, comes with the workspaces they share. */
export const accountRules = rules(users, {
  noun: "account",
  sight: own(users.id),
  deeds: {
    rename: () => true,
    changePassword: () => true,
    endSessions: () => true,
    addPasskey: () => true,
    makeKeys: () => true,
    signProgramsIn: () => true,
    changeEmail: () => true,
    changeSecondFactors: () => true,
  },
});
