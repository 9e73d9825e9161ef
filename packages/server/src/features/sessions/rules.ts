import { own, rules } from "@plinth/kernel";
import { sessions } from "./table.ts";

export const sessionRules = rules(sessions, {
  noun: "session",
  sight: own(sessions.userId),
  deeds: { end: () => true },
});
