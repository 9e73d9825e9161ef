import type { ReactNode } from "react";
import { Ago } from "../../shell/ago.tsx";
import { MemberAvatar } from "../tasks/member-avatar.tsx";
import classes from "./activity.module.css";
import type { Entry } from "./sentences.ts";

/** One sentence of history: who, what, when. */
export function ActivityEntry({ entry, children }: { entry: Entry; children: ReactNode }) {
  const name = entry.actorName ?? (entry.actorId ? "Someone who left" : "Plinth");
  return (
    <li className={classes.entry}>
      <MemberAvatar member={{ name }} size={22} />
      <span>
        <span className={classes.person}>{name}</span> {children}
      </span>
      <span className={classes.when}>
        <Ago moment={entry.at} />
      </span>
    </li>
  );
}
