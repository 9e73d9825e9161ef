import { own, rules } from "@plinth/kernel";
import { devices } from "./table.ts";

export const deviceRules = rules(devices, {
  noun: "browser",
  sight: own(devices.userId),
  deeds: { distrust: () => true },
});
