import { Select, type SelectProps, Text } from "@mantine/core";
import { type Role, roles } from "@plinth/server/inputs";
import { IconCheck } from "@tabler/icons-react";
import classes from "./role-select.module.css";
import { roleWords } from "./role-words.ts";

interface Props extends Omit<SelectProps, "data" | "value" | "onChange"> {
  value: Role;
  /** The role of whoever chooses: only owners give and take the role of owner. */
  chooser: Role;
  onChoose: (role: Role) => void;
}

/** Chooses a role, with what each may do. */
export function RoleSelect({ value, chooser, onChoose, ...props }: Props) {
  const offered = roles.filter((role) => role !== "owner" || chooser === "owner" || value === "owner");
  return (
    <Select
      data={offered.map((role) => ({ value: role, label: roleWords[role].name }))}
      value={value}
      // Safe because only roles are offered.
      onChange={(role) => role && role !== value && onChoose(role as Role)}
      renderOption={({ option, checked }) => (
        <div className={classes.option}>
          <div>
            <Text size="sm" fw={550}>
              {option.label}
            </Text>
            <Text size="xs" c="dimmed">
              {roleWords[option.value as Role].may}
            </Text>
          </div>
          {checked && <IconCheck size={15} aria-hidden />}
        </div>
      )}
      comboboxProps={{ width: 270, position: "bottom-end" }}
      {...props}
    />
  );
}
