import { Menu } from "@mantine/core";
import { IconMoon, IconSun } from "@tabler/icons-react";
import { useColorSchemeToggle } from "./use-color-scheme-toggle.ts";

/** Switches between light and dark, in a menu. */
export function ColorSchemeItem() {
  const { dark, toggle } = useColorSchemeToggle();
  return (
    <Menu.Item
      leftSection={dark ? <IconSun size={16} /> : <IconMoon size={16} />}
      closeMenuOnClick={false}
      onClick={toggle}
    >
      {dark ? "Light" : "Dark"} appearance
    </Menu.Item>
  );
}
