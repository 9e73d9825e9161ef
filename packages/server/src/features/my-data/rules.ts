import { own, rules } from "@plinth/kernel";
import { dataExports } from "./table.ts";

/** What is about a person is theirs to have, and nobody else's. */
export const exportRules = rules(dataExports, { noun: "export", sight: own(dataExports.userId), deeds: {} });
