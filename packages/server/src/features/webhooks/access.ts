import type { Samples } from "../../access/samples.ts";

export const webhookSamples: Samples<"webhooks"> = {
  list: ({ workspaceId }) => ({ workspaceId }),
  create: ({ workspaceId }) => ({ workspaceId, url: "https://example.com/hooks", events: ["task.created"] }),
  update: ({ webhookId }) => ({ id: webhookId, events: ["task.moved"] }),
  rotateSecret: ({ webhookId }) => ({ id: webhookId }),
  disable: ({ webhookId }) => ({ id: webhookId }),
  enable: ({ disabledWebhookId }) => ({ id: disabledWebhookId }),
  delete: ({ webhookId }) => ({ id: webhookId }),
  sendTest: ({ webhookId }) => ({ id: webhookId }),
  deliveries: ({ webhookId }) => ({ webhookId }),
  delivery: ({ deliveryId }) => ({ id: deliveryId }),
  redeliver: ({ deliveryId }) => ({ id: deliveryId }),
};
