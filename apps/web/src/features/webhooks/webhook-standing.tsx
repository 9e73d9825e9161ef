import { Alert, Button } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { IconAlertCircle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Ago, agoWords } from "../../shell/ago.tsx";
import { soonWords } from "./delivery-words.ts";
import type { Webhook } from "./webhook.ts";

/** What is wrong with an endpoint, and what to do about it; nothing when it does well. */
export function WebhookStanding({ webhook }: { webhook: Webhook }) {
  const trpc = useTRPC();
  const enable = useMutation(trpc.webhooks.enable.mutationOptions());
  const takeOver = useMutation(trpc.webhooks.update.mutationOptions());
  const { id, disabledAt, disabledWhy, vouched, vouchedByName, failingSince, pausedUntil } = webhook;
  if (disabledAt) {
    return (
      <Wrong title="Disabled" color="red">
        {disabledWhy ?? "Somebody disabled it."} Nothing has been sent since <Ago moment={disabledAt} />. Enabled again,
        it is told what happens from then on; what failed can be sent again below.
        <Deed onClick={() => enable.mutate({ id })} sending={enable.isPending}>
          Enable
        </Deed>
      </Wrong>
    );
  }
  if (!vouched) {
    return (
      <Wrong title="Stopped" color="red">
        {vouchedByName ?? "Whoever set it up"} is no admin here any more, so nothing is sent to it. Take it over if it
        is still to be told.
        <Deed onClick={() => takeOver.mutate({ id })} sending={takeOver.isPending}>
          Take over
        </Deed>
      </Wrong>
    );
  }
  if (!failingSince) return null;
  const isPaused = pausedUntil !== null && new Date(pausedUntil) > new Date();
  return (
    <Wrong title="Failing" color="orange">
      Nothing has arrived there since {agoWords(failingSince)}. Deliveries are tried again for three days, then it is
      disabled.{isPaused && ` It is left alone now and tried again ${soonWords(pausedUntil)}.`}
    </Wrong>
  );
}

function Wrong({ title, color, children }: { title: string; color: string; children: ReactNode }) {
  return (
    <Alert color={color} title={title} icon={<IconAlertCircle size={18} />} mb="lg">
      {children}
    </Alert>
  );
}

function Deed({ onClick, sending, children }: { onClick: () => void; sending: boolean; children: string }) {
  return (
    <Button variant="default" size="xs" mt="xs" display="block" loading={sending} onClick={onClick}>
      {children}
    </Button>
  );
}
