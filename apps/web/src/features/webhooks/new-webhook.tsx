import { Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { EVERYTHING, webhookInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { queryClient } from "../../api.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { EventChoice } from "./event-choice.tsx";
import { wantedOf } from "./event-words.ts";
import { SecretShown } from "./secret-shown.tsx";

/** Sets up an endpoint and shows its secret. */
export function NewWebhook({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const create = useMutation({ ...trpc.webhooks.create.mutationOptions(), meta: { explains: () => true } });
  const [events, setEvents] = useState<string[]>([EVERYTHING]);
  const [secret, setSecret] = useState<string | null>(null);
  const [chooseSome, setChooseSome] = useState(false);
  const { form, field, refusal, sending, onSubmit } = useServerForm({
    schema: webhookInputs.NewWebhook.pick({ url: true }),
    initial: { url: "" },
    blame: (error) => (isFailure(error, "BAD_REQUEST") ? "url" : undefined),
    async send({ url }) {
      setChooseSome(events.length === 0);
      if (events.length === 0) return;
      const made = await create.mutateAsync({ workspaceId: workspace.id, url, events: wantedOf(events) });
      setSecret(made.secret);
      form.reset();
      await queryClient.invalidateQueries(trpc.webhooks.list.queryFilter());
    },
  });
  return (
    <Stack>
      <form onSubmit={onSubmit} noValidate>
        <Stack maw={640}>
          <Refusal>{refusal}</Refusal>
          <TextInput
            {...field("url")}
            label="URL"
            type="url"
            placeholder="https://example.com/webhooks"
            autoComplete="off"
            spellCheck={false}
          />
          <EventChoice
            value={events}
            onChange={setEvents}
            error={chooseSome && events.length === 0 ? "Choose at least one" : null}
          />
          <div>
            <SubmitButton sending={sending}>Add endpoint</SubmitButton>
          </div>
        </Stack>
      </form>
      {secret && <SecretShown secret={secret} onClose={() => setSecret(null)} />}
    </Stack>
  );
}
