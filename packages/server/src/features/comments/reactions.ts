import { z } from "zod";

export const reactionKinds = ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"] as const;

export const reactionKind = z.enum(reactionKinds);
