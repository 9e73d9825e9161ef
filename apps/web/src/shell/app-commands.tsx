import { IconBell, IconKeyboard, IconLogout, IconSunMoon, IconUserCircle } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { type Command, useCommands } from "../commands.ts";
import { useSignOut } from "../features/sessions/use-sign-out.ts";
import { useCurrentWorkspace } from "../features/workspaces/use-current-workspace.ts";
import { useSwitchingCommands } from "../features/workspaces/use-switching-commands.tsx";
import { WorkspaceCommands } from "../features/workspaces/workspace-commands.tsx";
import { useShortcut } from "../shortcuts.ts";
import { openPalette } from "./command-palette.tsx";
import { openShortcutSheet } from "./shortcut-sheet.tsx";
import { useColorSchemeToggle } from "./use-color-scheme-toggle.ts";

/** The commands and keys that work on every page. */
export function AppCommands() {
  const workspace = useCurrentWorkspace();
  useShortcut("mod+k", "Search or jump to", openPalette);
  useSwitchingCommands(workspace);
  usePersonalCommands();
  return workspace && <WorkspaceCommands workspace={workspace} />;
}

function usePersonalCommands(): void {
  const navigate = useNavigate();
  const { toggle } = useColorSchemeToggle();
  const { mutate: signOut } = useSignOut();
  const commands = useMemo((): Command[] => {
    const group = "You";
    return [
      {
        ...{ id: "go.inbox", label: "Inbox", group: "Go to", keywords: "notifications unread", keys: "g i" },
        icon: <IconBell size={17} />,
        run: () => void navigate({ to: "/inbox" }),
      },
      {
        ...{ id: "go.account", label: "My account", group, keywords: "password sessions name", keys: "g a" },
        icon: <IconUserCircle size={17} />,
        run: () => void navigate({ to: "/account" }),
      },
      {
        ...{ id: "appearance", label: "Switch between light and dark", group, keywords: "theme color scheme" },
        icon: <IconSunMoon size={17} />,
        run: toggle,
      },
      {
        ...{ id: "shortcuts", label: "Keyboard shortcuts", group, keywords: "help keys", keys: "?" },
        icon: <IconKeyboard size={17} />,
        run: openShortcutSheet,
      },
      {
        ...{ id: "sign-out", label: "Sign out", group, keywords: "log out leave" },
        icon: <IconLogout size={17} />,
        run: () => signOut(),
      },
    ];
  }, [navigate, toggle, signOut]);
  useCommands(commands);
  useShortcut("g i", "Inbox", () => void navigate({ to: "/inbox" }), { group: "Go to" });
  useShortcut("g a", "My account", () => void navigate({ to: "/account" }), { group: "Go to" });
}
