import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useCallback } from "react";

/** Whether it is dark, and how to change that. Until then the system decides. */
export function useColorSchemeToggle() {
  const { setColorScheme } = useMantineColorScheme();
  const dark = useComputedColorScheme() === "dark";
  const toggle = useCallback(() => setColorScheme(dark ? "light" : "dark"), [dark, setColorScheme]);
  return { dark, toggle };
}
