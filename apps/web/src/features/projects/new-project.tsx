import { Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { suffices } from "@plinth/server/inputs";
import { IconPlus } from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import { useCommands } from "../../commands.ts";
import { useShortcut } from "../../shortcuts.ts";
import type { Workspace } from "../workspaces/workspace.ts";
import { NewProjectForm } from "./new-project-form.tsx";

const opening = new EventTarget();

/** Opens the dialog that makes a project, from anywhere. Only for admins and owners. */
export const openNewProject = () => opening.dispatchEvent(new Event("open"));

/** The dialog that makes a project, with its command and key. */
export function NewProject({ workspace }: { workspace: Workspace }) {
  const [opened, { open, close }] = useDisclosure();
  const allowed = suffices(workspace.role, "admin");
  useEffect(() => {
    opening.addEventListener("open", open);
    return () => opening.removeEventListener("open", open);
  }, [open]);
  const commands = useMemo(
    () =>
      allowed
        ? [
            {
              ...{ id: "project.new", label: "New project", group: "Create", keywords: "create add", keys: "shift+p" },
              icon: <IconPlus size={17} />,
              run: open,
            },
          ]
        : [],
    [allowed, open],
  );
  useCommands(commands);
  useShortcut("shift+p", "New project", open, { group: "Create", when: allowed });
  return (
    <Modal opened={opened && allowed} onClose={close} title="New project" closeButtonProps={{ "aria-label": "Close" }}>
      <NewProjectForm workspace={workspace} onDone={close} />
    </Modal>
  );
}
