import { suffices } from "@plinth/server/inputs";
import { InviteForm } from "../features/invites/invite-form.tsx";
import { InviteList } from "../features/invites/invite-list.tsx";
import { MemberList } from "../features/members/member-list.tsx";
import { useWorkspace } from "../features/workspaces/use-workspace.ts";
import { Page } from "../shell/page.tsx";
import { Section } from "../shell/section.tsx";

export function MembersPage() {
  const workspace = useWorkspace();
  const invites = suffices(workspace.role, "admin");
  return (
    <Page
      title="Members"
      lead={
        invites ? `Everyone in ${workspace.name}.` : `Everyone in ${workspace.name}. Admins and owners invite people.`
      }
    >
      {invites && (
        <Section
          title="Invite someone"
          lead="They get a mail with a link that works once and only for their address. You see the link too, should mail not reach them."
        >
          <InviteForm key={workspace.id} workspace={workspace} />
        </Section>
      )}
      <Section title="People">
        <MemberList workspace={workspace} />
      </Section>
      {invites && (
        <Section title="Waiting invites">
          <InviteList workspace={workspace} />
        </Section>
      )}
    </Page>
  );
}
