import { z } from "zod";

/** From least to most pressing. */
export const priorities = ["none", "low", "medium", "high", "urgent"] as const;

export const priority = z.enum(priorities);

export type Priority = (typeof priorities)[number];
