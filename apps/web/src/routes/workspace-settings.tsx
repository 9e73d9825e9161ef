import { suffices } from "@plinth/server/inputs";
import { LeaveWorkspace } from "../features/members/leave-workspace.tsx";
import { roleWords } from "../features/members/role-words.ts";
import { SecondFactorPolicy } from "../features/members/second-factor-policy.tsx";
import { useWorkspace } from "../features/workspaces/use-workspace.ts";
import { WorkspaceForm } from "../features/workspaces/workspace-form.tsx";
import { ButtonLink } from "../shell/button-link.tsx";
import { Page } from "../shell/page.tsx";
import { Section } from "../shell/section.tsx";

export function WorkspaceSettingsPage() {
  const workspace = useWorkspace();
  const { name, may } = roleWords[workspace.role];
  return (
    <Page title="Workspace settings" lead={`Your role here: ${name}. ${may}.`}>
      <Section
        title="Name and address"
        lead={suffices(workspace.role, "admin") ? undefined : "Only admins and owners change these."}
      >
        <WorkspaceForm key={workspace.id} workspace={workspace} />
      </Section>
      {suffices(workspace.role, "admin") && (
        <>
          <Section
            title="Webhooks"
            lead="Tell programs elsewhere what happens in this workspace."
            actions={
              <ButtonLink
                variant="default"
                size="xs"
                to="/$workspace/settings/webhooks"
                params={{ workspace: workspace.slug }}
              >
                Manage webhooks
              </ButtonLink>
            }
          />
          <Section
            title="Audit log"
            lead="Who did what here, from where, and what was refused."
            actions={
              <ButtonLink
                variant="default"
                size="xs"
                to="/$workspace/settings/audit"
                params={{ workspace: workspace.slug }}
              >
                Open the audit log
              </ButtonLink>
            }
          />
        </>
      )}
      {workspace.role === "owner" && (
        <Section
          title="Two-step sign-in"
          lead="A password that somebody else has learnt does not open this workspace then."
        >
          <SecondFactorPolicy workspace={workspace} />
        </Section>
      )}
      <Section
        title="Leave"
        lead="You lose access, and your tasks here have no assignee any more. What you wrote stays."
      >
        <LeaveWorkspace workspace={workspace} />
      </Section>
    </Page>
  );
}
