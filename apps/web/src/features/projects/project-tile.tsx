import { labelColors } from "@plinth/server/inputs";
import classes from "./project-tile.module.css";

interface Props {
  projectKey: string;
  size?: "sm" | "md";
}

/** A project's mark: a square in a colour that its key decides, the same everywhere. */
export function ProjectTile({ projectKey, size = "sm" }: Props) {
  return (
    <span
      className={classes.tile}
      data-size={size}
      style={{ "--tile": `var(--mantine-color-${colorOf(projectKey)}-7)` }}
      aria-hidden="true"
    >
      {size === "md" ? projectKey.slice(0, 3) : projectKey[0]}
    </span>
  );
}

const colors = labelColors.filter((color) => color !== "gray");

function colorOf(key: string): string {
  const sum = [...key].reduce((total, letter, index) => total + (letter.codePointAt(0) ?? 0) * (index + 3), 0);
  return colors[sum % colors.length] ?? "gray";
}
