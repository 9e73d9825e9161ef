import { useParams } from "@tanstack/react-router";
import { DeliveryLog } from "../features/webhooks/delivery-log.tsx";
import { useWebhook } from "../features/webhooks/use-webhook.ts";
import { WebhookDeeds } from "../features/webhooks/webhook-deeds.tsx";
import { WebhookForm } from "../features/webhooks/webhook-form.tsx";
import { WebhookSecret } from "../features/webhooks/webhook-secret.tsx";
import { WebhookStanding } from "../features/webhooks/webhook-standing.tsx";
import { useWorkspace } from "../features/workspaces/use-workspace.ts";
import { LoadFailure } from "../shell/load-failure.tsx";
import { Page } from "../shell/page.tsx";
import { RowSkeletons } from "../shell/row-skeletons.tsx";
import { Section } from "../shell/section.tsx";
import { TextLink } from "../shell/text-link.tsx";

/** One endpoint: how it does, what it was sent, and what can be changed about it. */
export function WebhookPage() {
  const workspace = useWorkspace();
  const { webhookId } = useParams({ from: "/signed-in/$workspace/settings/webhooks/$webhookId" });
  const { webhook, isLoading, error, retry } = useWebhook(workspace, webhookId);
  const lead = (
    <>
      one of the{" "}
      <TextLink to="/$workspace/settings/webhooks" params={{ workspace: workspace.slug }}>
        webhooks
      </TextLink>{" "}
      of {workspace.name}
    </>
  );
  if (!webhook) {
    return (
      <Page title="Webhook" lead={lead}>
        {isLoading ? (
          <RowSkeletons count={3} />
        ) : error ? (
          <LoadFailure error={error} onRetry={retry} />
        ) : (
          "There is no such webhook any more."
        )}
      </Page>
    );
  }
  return (
    <Page title={new URL(webhook.url).host} lead={lead}>
      <WebhookStanding webhook={webhook} />
      <Section title="Deliveries" actions={<WebhookDeeds workspace={workspace} webhook={webhook} />}>
        <DeliveryLog webhook={webhook} />
      </Section>
      <Section title="What it is told">
        <WebhookForm key={webhook.id} webhook={webhook} />
      </Section>
      <Section title="Secret" lead="Its receiver checks with it that deliveries come from here. It was shown once.">
        <WebhookSecret webhook={webhook} />
      </Section>
    </Page>
  );
}
