import { Button, Tabs } from "@mantine/core";
import { suffices } from "@plinth/server/inputs";
import { IconPlus } from "@tabler/icons-react";
import { getRouteApi } from "@tanstack/react-router";
import { openNewProject } from "../features/projects/new-project.tsx";
import { ProjectList } from "../features/projects/project-list.tsx";
import { useWorkspace } from "../features/workspaces/use-workspace.ts";
import { Page } from "../shell/page.tsx";

const route = getRouteApi("/signed-in/$workspace/");

export function ProjectsPage() {
  const workspace = useWorkspace();
  const { archived = false } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Page
      title="Projects"
      actions={
        suffices(workspace.role, "admin") && (
          <Button leftSection={<IconPlus size={16} />} onClick={openNewProject}>
            New project
          </Button>
        )
      }
    >
      <Tabs
        value={archived ? "archived" : "active"}
        onChange={(tab) => void navigate({ search: tab === "archived" ? { archived: true } : {}, replace: true })}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="active">Active</Tabs.Tab>
          <Tabs.Tab value="archived">Archived</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={archived ? "archived" : "active"}>
          <ProjectList key={workspace.id} workspace={workspace} archived={archived} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
