import type { Actor, EventData, MutationContext } from "@plinth/kernel";
import type { EventName } from "../../event-names.ts";
import { record } from "../../record.ts";
import type { Webhook } from "./table.ts";

/** Writes down what became of an endpoint: by its host alone, because the rest of a URL can be as good as a password. */
export function recordWebhook(
  ctx: MutationContext<Actor>,
  name: EventName & `webhook.${string}`,
  webhook: Pick<Webhook, "id" | "workspaceId" | "url">,
  more: EventData = {},
): Promise<void> {
  return record(ctx, name, webhook, { host: new URL(webhook.url).host, ...more });
}
