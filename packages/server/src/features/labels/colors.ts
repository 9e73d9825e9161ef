import { z } from "zod";

/** Names of the palette, so that each theme can show them legibly. */
export const labelColors = [
  "gray",
  "red",
  "pink",
  "grape",
  "violet",
  "indigo",
  "blue",
  "cyan",
  "teal",
  "green",
  "lime",
  "yellow",
  "orange",
] as const;

export const labelColor = z.enum(labelColors);
