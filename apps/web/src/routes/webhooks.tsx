import { suffices } from "@plinth/server/inputs";
import { NewWebhook } from "../features/webhooks/new-webhook.tsx";
import { WebhookList } from "../features/webhooks/webhook-list.tsx";
import { useWorkspace } from "../features/workspaces/use-workspace.ts";
import { Page } from "../shell/page.tsx";
import { Section } from "../shell/section.tsx";
import { TextLink } from "../shell/text-link.tsx";

/** The programs that are told what happens in a workspace. */
export function WebhooksPage() {
  const workspace = useWorkspace();
  const lead = (
    <>
      of{" "}
      <TextLink to="/$workspace/settings" params={{ workspace: workspace.slug }}>
        {workspace.name}
      </TextLink>
    </>
  );
  if (!suffices(workspace.role, "admin")) {
    return (
      <Page title="Webhooks" lead={lead}>
        Only admins and owners look after webhooks.
      </Page>
    );
  }
  return (
    <Page title="Webhooks" lead={lead}>
      <Section title="Endpoints" lead="Each is sent what happens here, signed, as soon as it has happened.">
        <WebhookList workspace={workspace} />
      </Section>
      <Section title="Add an endpoint">
        <NewWebhook key={workspace.id} workspace={workspace} />
      </Section>
    </Page>
  );
}
