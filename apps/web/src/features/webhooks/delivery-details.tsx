import { Badge, Button, Code, Group, Modal, Stack, Text, Title } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useLive, useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import classes from "./delivery-log.module.css";
import { deliveryState, outcomeWords } from "./delivery-words.ts";

interface Props {
  id: string;
  /** Its endpoint is: nothing can be sent. */
  disabled: boolean;
  onClose: () => void;
}

/** The request of a delivery and the answer to its last attempt, side by side with what can be done about it. */
export function DeliveryDetails({ id, disabled, onClose }: Props) {
  const trpc = useTRPC();
  const { data: delivery, error, refetch } = useLive(trpc.webhooks.delivery.queryOptions({ id }));
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={delivery?.event ?? "Delivery"}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {delivery ? (
        <Shown delivery={delivery} disabled={disabled} />
      ) : error ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : (
        <RowSkeletons count={3} />
      )}
    </Modal>
  );
}

function Shown({ delivery, disabled }: { delivery: RouterOutputs["webhooks"]["delivery"]; disabled: boolean }) {
  const trpc = useTRPC();
  const again = useMutation(trpc.webhooks.redeliver.mutationOptions());
  const { id, state, sentAt, body, status, responseHeaders, responseBody } = delivery;
  const { label, color } = deliveryState(delivery);
  const sent = ["content-type: application/json", `webhook-id: ${id}`];
  if (sentAt) sent.push(`webhook-timestamp: ${Math.floor(new Date(sentAt).getTime() / 1_000)}`);
  const answered = Object.entries(responseHeaders ?? {}).map(([name, value]) => `${name}: ${value}`);
  const ended = state === "delivered" || state === "failed";
  return (
    <Stack>
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs">
          <Badge color={color}>{label}</Badge>
          <Text size="sm">{outcomeWords(delivery)}</Text>
        </Group>
        {ended && !disabled && (
          <Button variant="default" size="xs" loading={again.isPending} onClick={() => again.mutate({ id })}>
            Send again
          </Button>
        )}
      </Group>
      <Part title="Request" head={sent.join("\n")} body={indented(body)} />
      {status !== null && (
        <Part title={`Answer ${status}`} head={answered.join("\n")} body={indented(responseBody ?? "")} />
      )}
    </Stack>
  );
}

function Part({ title, head, body }: { title: string; head: string; body: string }) {
  return (
    <section>
      <Title order={3} mb={6}>
        {title}
      </Title>
      {/* Can be scrolled with the keyboard. */}
      <Code block tabIndex={0} className={classes.code ?? ""}>
        {`${head}\n\n${body}`}
      </Code>
    </section>
  );
}

/** JSON so that people can read it; anything else as it is. */
function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
