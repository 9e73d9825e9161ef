import { job, purging } from "@plinth/kernel";
import { fanOutEvent as fanOutKind } from "../../follow-ups.ts";
import { deliver } from "./deliver.ts";
import { fanOut } from "./fan-out.ts";
import { purgeOldDeliveries, resumeDeliveries as resumeSome } from "./look-after-deliveries.ts";
import { deliveryJob } from "./queue-delivery.ts";

/** Has every endpoint that wants to be told of an event told. */
export const fanOutEvent = job(fanOutKind.name, fanOutKind.schema, fanOut, { queue: fanOutKind.queue });

/** Sends one delivery once. How often and when it is sent again is the delivery's own; the job's retries are for what happens to it here. */
export const deliverWebhook = job(deliveryJob.name, deliveryJob.schema, deliver, {
  queue: deliveryJob.queue,
  concurrency: 50,
  retry: { attempts: 100, mostMs: 60_000 },
});

/** Takes up deliveries that were left lying. */
export const resumeDeliveries = purging("resumeDeliveries", resumeSome);

/** Removes deliveries from logs when they are old. */
export const purgeDeliveries = purging("purgeDeliveries", purgeOldDeliveries);
