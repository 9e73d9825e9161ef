import { Badge, SegmentedControl, Text, UnstyledButton } from "@mantine/core";
import { live, useTRPC } from "@plinth/client/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Ago } from "../../shell/ago.tsx";
import { EarlierButton } from "../../shell/earlier-button.tsx";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import { DeliveryDetails } from "./delivery-details.tsx";
import classes from "./delivery-log.module.css";
import { deliveryState, outcomeWords } from "./delivery-words.ts";
import type { Delivery, Webhook } from "./webhook.ts";

const filters = [
  { value: "all", label: "All" },
  { value: "open", label: "Under way" },
  { value: "delivered", label: "Delivered" },
  { value: "failed", label: "Failed" },
];

/** What an endpoint was sent, the newest first. */
export function DeliveryLog({ webhook }: { webhook: Webhook }) {
  const [filter, setFilter] = useState("all");
  const [shown, setShown] = useState<string | null>(null);
  return (
    <>
      <SegmentedControl
        className={classes.filter ?? ""}
        aria-label="Which deliveries"
        size="xs"
        data={filters}
        value={filter}
        onChange={setFilter}
      />
      <Deliveries webhook={webhook} filter={filter} onShow={setShown} />
      {shown && <DeliveryDetails id={shown} disabled={webhook.disabledAt !== null} onClose={() => setShown(null)} />}
    </>
  );
}

interface Props {
  webhook: Webhook;
  filter: string;
  onShow: (id: string) => void;
}

function Deliveries({ webhook, filter, onShow }: Props) {
  const trpc = useTRPC();
  const state = filter === "open" || filter === "delivered" || filter === "failed" ? filter : undefined;
  const pages = useInfiniteQuery(
    live(
      trpc.webhooks.deliveries.infiniteQueryOptions(
        { webhookId: webhook.id, ...(state && { state }) },
        { getNextPageParam: (page) => page.nextCursor ?? undefined },
      ),
    ),
  );
  if (pages.isPending) return <RowSkeletons count={3} />;
  if (!pages.data) return <LoadFailure error={pages.error} onRetry={() => void pages.refetch()} />;
  const deliveries = pages.data.pages.flatMap((page) => page.deliveries);
  if (deliveries.length === 0) {
    return (
      <Text c="dimmed">
        {state ? "None at the moment." : "Nothing has been sent yet. A test shows whether it would arrive."}
      </Text>
    );
  }
  return (
    <>
      <ul className={rows.rows}>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} onShow={() => onShow(delivery.id)} />
        ))}
      </ul>
      <EarlierButton pages={pages} />
    </>
  );
}

function DeliveryRow({ delivery, onShow }: { delivery: Delivery; onShow: () => void }) {
  const { label, color } = deliveryState(delivery);
  return (
    <li className={classes.item}>
      <UnstyledButton className={`${rows.row} ${classes.row}`} onClick={onShow}>
        <span className={rows.text}>
          <span className={`${rows.title} ${classes.line}`}>{delivery.event}</span>
          <span className={`${rows.detail} ${classes.line}`}>{outcomeWords(delivery)}</span>
        </span>
        <Badge color={color}>{label}</Badge>
        <span className={`${rows.side} ${rows.secondary}`}>
          <Ago moment={delivery.createdAt} />
        </span>
      </UnstyledButton>
    </li>
  );
}
