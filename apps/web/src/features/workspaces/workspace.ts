import type { RouterOutputs } from "@plinth/client";

export type Workspace = RouterOutputs["workspaces"]["get"];
