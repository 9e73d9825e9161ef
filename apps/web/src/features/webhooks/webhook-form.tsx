import { Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { webhookInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { tellDone } from "../../failure-notice.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { EventChoice } from "./event-choice.tsx";
import { wantedOf } from "./event-words.ts";
import type { Webhook } from "./webhook.ts";

/** Changes where an endpoint is and what it is told. */
export function WebhookForm({ webhook }: { webhook: Webhook }) {
  const trpc = useTRPC();
  const update = useMutation({ ...trpc.webhooks.update.mutationOptions(), meta: { explains: () => true } });
  const [events, setEvents] = useState<string[]>(webhook.events);
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: webhookInputs.NewWebhook.pick({ url: true }),
    initial: { url: webhook.url },
    blame: (error) => (isFailure(error, "BAD_REQUEST") ? "url" : undefined),
    async send({ url }) {
      if (events.length === 0) return;
      await update.mutateAsync({ id: webhook.id, url, events: wantedOf(events) });
      tellDone("The webhook is changed.");
      await queryClient.invalidateQueries(trpc.webhooks.list.queryFilter());
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack maw={640}>
        <Refusal>{refusal}</Refusal>
        <TextInput {...field("url")} label="URL" type="url" autoComplete="off" spellCheck={false} />
        <EventChoice value={events} onChange={setEvents} error={events.length === 0 ? "Choose at least one" : null} />
        <div>
          <SubmitButton sending={sending} variant="default">
            Save
          </SubmitButton>
        </div>
      </Stack>
    </form>
  );
}
