import type { Category } from "@plinth/server/inputs";
import {
  IconCircle,
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleHalf2,
  IconCircleXFilled,
} from "@tabler/icons-react";

const icons = {
  backlog: { Icon: IconCircleDashed, color: "var(--mantine-color-dimmed)" },
  todo: { Icon: IconCircle, color: "var(--mantine-color-dimmed)" },
  doing: { Icon: IconCircleHalf2, color: "var(--mantine-color-yellow-filled)" },
  done: { Icon: IconCircleCheckFilled, color: "var(--mantine-color-teal-filled)" },
  cancelled: { Icon: IconCircleXFilled, color: "var(--mantine-color-dimmed)" },
} as const;

/** What each category means, in the words of settings and pickers. */
export const categoryWords: Record<Category, string> = {
  backlog: "Backlog",
  todo: "To do",
  doing: "In progress",
  done: "Done",
  cancelled: "Cancelled",
};

/** The mark of a status. Decoration: its name stands beside it or in a label. */
export function StatusIcon({ category, size = 16 }: { category: Category; size?: number }) {
  const { Icon, color } = icons[category];
  return <Icon size={size} color={color} aria-hidden style={{ flexShrink: 0 }} />;
}
