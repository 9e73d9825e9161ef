import { agoWords } from "../../shell/ago.tsx";
import type { Delivery } from "./webhook.ts";

/** What has become of a delivery, in a word and a colour. */
export function deliveryState({ state, attempts }: Delivery): { label: string; color: string } {
  if (state === "delivered") return { label: "Delivered", color: "verdigris" };
  if (state === "failed") return { label: "Failed", color: "red" };
  if (state === "sending") return { label: "Sending", color: "blue" };
  return attempts > 0 ? { label: "Trying again", color: "orange" } : { label: "Waiting", color: "gray" };
}

/** How its last attempt ended, and what comes next. */
export function outcomeWords({ state, status, failure, durationMs, attempts, nextAttemptAt }: Delivery): string {
  const answered = status === null ? failure : `Answered ${status}`;
  const took = status !== null && durationMs !== null ? ` in ${durationMs} ms` : "";
  const words = [
    answered && `${answered.replace(/\.$/, "")}${took}`,
    attempts > 1 && `attempt ${attempts}`,
    state === "queued" && attempts > 0 && nextAttemptAt && `again ${soonWords(nextAttemptAt)}`,
    state === "waiting" && "waits for those before it",
  ];
  return words.filter(Boolean).join(", ") || "On its way";
}

/** "in 3 hours", "in a moment". */
export function soonWords(moment: string): string {
  return agoWords(moment).replace("just now", "in a moment");
}
