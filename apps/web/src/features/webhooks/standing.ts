import type { Webhook } from "./webhook.ts";

/** How an endpoint does, in one word. */
export function standingOf({ disabledAt, vouched, failingSince }: Webhook): { label: string; color: string } {
  if (disabledAt) return { label: "Disabled", color: "red" };
  if (!vouched) return { label: "Stopped", color: "red" };
  return failingSince ? { label: "Failing", color: "orange" } : { label: "Active", color: "verdigris" };
}
