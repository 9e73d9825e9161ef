import { z } from "zod";

export const importSources = ["github", "csv"] as const;

export const importSource = z.enum(importSources);
