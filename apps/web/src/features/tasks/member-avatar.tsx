import { IconUser } from "@tabler/icons-react";
import classes from "./member-avatar.module.css";

// The colours and letters of Mantine's own `Avatar`, which other pages use: a person looks the same everywhere.
const palette = ["blue", "cyan", "grape", "green", "indigo", "lime", "orange", "pink", "red", "teal", "violet"];

function colorOf(name: string): string {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0;
  return palette[Math.abs(hash) % palette.length] ?? "gray";
}

function initials(name: string): string {
  const words = name.split(" ");
  const letters =
    words.length === 1
      ? name.slice(0, 2)
      : words
          .map((word) => word.slice(0, 1))
          .join("")
          .slice(0, 2);
  return letters.toUpperCase();
}

/** A person as a small round mark; light enough for a thousand rows. Decoration: the name is in a label beside it. */
export function MemberAvatar({ member, size = 20 }: { member: { name: string } | undefined; size?: number }) {
  const style = { "--avatar-size": `${size}px` };
  if (!member) {
    return (
      <span className={`${classes.avatar} ${classes.nobody}`} style={style} aria-hidden>
        <IconUser size={size * 0.6} />
      </span>
    );
  }
  const color = colorOf(member.name);
  const colors = {
    background: `var(--mantine-color-${color}-light)`,
    color: `var(--mantine-color-${color}-light-color)`,
  };
  return (
    <span
      className={classes.avatar}
      style={{ ...style, ...colors }}
      data-initials={initials(member.name)}
      aria-hidden
    />
  );
}
