import { Button } from "@mantine/core";
import { suffices } from "@plinth/server/inputs";
import { IconDownload, IconLock } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { AuditFilter } from "../features/audit/audit-filter.tsx";
import { AuditLog } from "../features/audit/audit-log.tsx";
import type { AuditSearch } from "../features/audit/audit-search.ts";
import { useAuditExport } from "../features/audit/use-audit-export.ts";
import { useWorkspace } from "../features/workspaces/use-workspace.ts";
import { EmptyState } from "../shell/empty-state.tsx";
import { Page } from "../shell/page.tsx";

const from = "/signed-in/$workspace/settings/audit";

/** Who did what in a workspace, and what was refused. For its admins and owners. */
export function WorkspaceAuditPage() {
  const workspace = useWorkspace();
  const search = useSearch({ from });
  const navigate = useNavigate();
  const taking = useAuditExport(workspace);
  if (!suffices(workspace.role, "admin")) {
    return (
      <Page title="Audit log">
        <EmptyState icon={<IconLock size={22} />} title="Only admins and owners see this">
          Ask one of them if you need to know what happened in {workspace.name}.
        </EmptyState>
      </Page>
    );
  }
  const show = (next: AuditSearch) =>
    void navigate({ to: "/$workspace/settings/audit", params: { workspace: workspace.slug }, search: next });
  return (
    <Page
      title="Audit log"
      lead="Who did what here, and what was refused. Nobody can change it."
      actions={
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          loading={taking.isPending}
          onClick={() => taking.mutate(search)}
        >
          Export
        </Button>
      }
    >
      <AuditFilter workspace={workspace} search={search} onSearch={show} />
      <AuditLog workspace={workspace} search={search} onSearch={show} />
    </Page>
  );
}
