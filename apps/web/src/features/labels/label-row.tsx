import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { labelColors } from "@plinth/server/inputs";
import { IconTrash } from "@tabler/icons-react";
import settings from "../statuses/settings.module.css";
import type { Label } from "../tasks/project-scope.tsx";
import { LabelDot } from "./label-dot.tsx";
import classes from "./label-row.module.css";
import { NameField } from "./name-field.tsx";
import type { useLabelDeeds } from "./use-label-deeds.ts";

interface Props {
  label: Label;
  deeds: ReturnType<typeof useLabelDeeds>;
}

/** One label: its colour, its name, its end. */
export function LabelRow({ label: { id, name, color }, deeds }: Props) {
  return (
    <li className={settings.row}>
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon aria-label={`Colour of the label ${name}: ${color}`}>
            <LabelDot color={color} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown className={classes.colors ?? ""}>
          {labelColors.map((choice) => (
            <Menu.Item
              key={choice}
              aria-label={choice}
              className={classes.color ?? ""}
              data-current={choice === color || undefined}
              onClick={() => deeds.update.mutate({ id, color: choice })}
            >
              <LabelDot color={choice} />
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <div className={settings.name}>
        <NameField
          label={`Name of the label ${name}`}
          name={name}
          maxLength={50}
          onChange={(next) => deeds.update.mutate({ id, name: next })}
        />
      </div>
      <Menu position="bottom-end">
        <Tooltip label="Delete">
          <Menu.Target>
            <ActionIcon aria-label={`Delete the label ${name}`}>
              <IconTrash size={16} />
            </ActionIcon>
          </Menu.Target>
        </Tooltip>
        <Menu.Dropdown>
          <Menu.Label>Tasks lose this label. It cannot be undone.</Menu.Label>
          <Menu.Item color="red" onClick={() => deeds.remove.mutate({ id })}>
            Delete “{name}”
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
