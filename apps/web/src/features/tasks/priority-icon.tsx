import type { Priority } from "@plinth/server/inputs";
import {
  IconAlertSquareFilled,
  IconAntennaBars3,
  IconAntennaBars4,
  IconAntennaBars5,
  IconMinus,
} from "@tabler/icons-react";

const icons = {
  none: { Icon: IconMinus, color: "var(--mantine-color-dimmed)" },
  low: { Icon: IconAntennaBars3, color: "var(--mantine-color-dimmed)" },
  medium: { Icon: IconAntennaBars4, color: "var(--mantine-color-dimmed)" },
  high: { Icon: IconAntennaBars5, color: "var(--mantine-color-orange-filled)" },
  urgent: { Icon: IconAlertSquareFilled, color: "var(--mantine-color-red-filled)" },
} as const;

export const priorityWords: Record<Priority, string> = {
  none: "No priority",
  low: "Low",
  medium: "Medium",
  high: "High",
  urgent: "Urgent",
};

/** The mark of a priority. Decoration: its name stands beside it or in a label. */
export function PriorityIcon({ priority, size = 16 }: { priority: Priority; size?: number }) {
  const { Icon, color } = icons[priority];
  return <Icon size={size} color={color} aria-hidden style={{ flexShrink: 0 }} />;
}
