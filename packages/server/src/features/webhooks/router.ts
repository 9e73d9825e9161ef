import { mutation, nothing, query, t } from "@plinth/kernel";
import { z } from "zod";
import { WorkspaceId } from "../members/inputs.ts";
import { deleteWebhook, disableWebhook, enableWebhook, rotateSecret, updateWebhook } from "./change-webhook.ts";
import { createWebhook } from "./create-webhook.ts";
import { findDelivery } from "./find-webhook.ts";
import { DeliveriesOf, DeliveryId, NewWebhook, WebhookChange, WebhookId } from "./inputs.ts";
import { listDeliveries } from "./list-deliveries.ts";
import { listWebhooks } from "./list-webhooks.ts";
import { DeliveryPage, DeliveryView, NewWebhookView, SentView, WebhookView } from "./outputs.ts";
import { redeliver } from "./redeliver.ts";
import { sendTest } from "./send-test.ts";

export const webhooksRouter = t.router({
  list: query
    .input(WorkspaceId)
    .output(z.array(WebhookView))
    .query(({ ctx, input }) => listWebhooks(ctx, input.workspaceId)),
  create: mutation
    .input(NewWebhook)
    .output(NewWebhookView)
    .mutation(({ ctx, input }) => createWebhook(ctx, input)),
  update: mutation
    .input(WebhookChange)
    .output(nothing)
    .mutation(({ ctx, input }) => updateWebhook(ctx, input)),
  rotateSecret: mutation
    .input(WebhookId)
    .output(NewWebhookView)
    .mutation(({ ctx, input }) => rotateSecret(ctx, input.id)),
  disable: mutation
    .input(WebhookId)
    .output(nothing)
    .mutation(({ ctx, input }) => disableWebhook(ctx, input.id)),
  enable: mutation
    .input(WebhookId)
    .output(nothing)
    .mutation(({ ctx, input }) => enableWebhook(ctx, input.id)),
  delete: mutation
    .input(WebhookId)
    .output(nothing)
    .mutation(({ ctx, input }) => deleteWebhook(ctx, input.id)),
  sendTest: mutation
    .input(WebhookId)
    .output(SentView)
    .mutation(({ ctx, input }) => sendTest(ctx, input.id)),
  deliveries: query
    .input(DeliveriesOf)
    .output(DeliveryPage)
    .query(({ ctx, input }) => listDeliveries(ctx, input)),
  delivery: query
    .input(DeliveryId)
    .output(DeliveryView)
    .query(({ ctx, input }) => findDelivery(ctx, input.id)),
  redeliver: mutation
    .input(DeliveryId)
    .output(nothing)
    .mutation(({ ctx, input }) => redeliver(ctx, input.id)),
});
