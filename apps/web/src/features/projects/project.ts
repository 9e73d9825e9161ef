import type { RouterOutputs } from "@plinth/client";

export type Project = RouterOutputs["projects"]["get"];

export type ProjectSummary = RouterOutputs["projects"]["list"][number];
