import { Tooltip } from "@mantine/core";
import { MemberAvatar } from "../tasks/member-avatar.tsx";
import { hereToo } from "./here-too.ts";
import classes from "./onlookers.module.css";
import { usePresence } from "./use-presence.ts";

const MOST_SHOWN = 3;

/** The others who look at the same task. */
export function Onlookers({ taskId }: { taskId: string }) {
  const others = usePresence(taskId);
  if (others.length === 0) return null;
  const words = hereToo(others.map(({ name }) => name));
  const more = others.length - MOST_SHOWN;
  return (
    <Tooltip label={words} multiline maw="min(20rem, 90vw)" events={{ hover: true, focus: true, touch: true }}>
      <div className={classes.faces} role="img" aria-label={words}>
        {others.slice(0, MOST_SHOWN).map((onlooker) => (
          <MemberAvatar key={onlooker.userId} member={onlooker} size={24} />
        ))}
        {more > 0 && <span className={classes.more}>+{more}</span>}
      </div>
    </Tooltip>
  );
}
