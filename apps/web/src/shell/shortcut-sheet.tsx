import { Modal } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useEffect } from "react";
import { useShortcut, useShortcutList } from "../shortcuts.ts";
import { Keys } from "./keys.tsx";
import classes from "./shortcut-sheet.module.css";

const opening = new EventTarget();

export const openShortcutSheet = () => opening.dispatchEvent(new Event("open"));

/** Lists every shortcut of the page, under `?`. */
export function ShortcutSheet() {
  const [opened, { open, close }] = useDisclosure();
  useShortcut("?", "Show this list", open);
  useEffect(() => {
    opening.addEventListener("open", open);
    return () => opening.removeEventListener("open", open);
  }, [open]);
  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Keyboard shortcuts"
      size="lg"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <ShortcutGroups />
    </Modal>
  );
}

// What works everywhere comes first; what the page adds follows.
const firstGroups = ["Create", "Go to", "General"];

function ShortcutGroups() {
  const shortcuts = useShortcutList();
  const unique = [...new Map(shortcuts.map((shortcut) => [`${shortcut.keys} ${shortcut.label}`, shortcut])).values()];
  const groups = [...Map.groupBy(unique, ({ group }) => group)];
  const ordered = groups.sort(([a], [b]) => firstGroups.indexOf(b) - firstGroups.indexOf(a));
  return (
    <div className={classes.groups}>
      {ordered.map(([group, members]) => (
        <section key={group} className={classes.group}>
          <h3 className={classes.title}>{group}</h3>
          <dl className={classes.list}>
            {members.map(({ keys, label }) => (
              <div key={keys + label} className={classes.row}>
                <dt>{label}</dt>
                <dd className={classes.keys}>
                  <Keys keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
