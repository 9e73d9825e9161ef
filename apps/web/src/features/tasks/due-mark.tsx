import { IconCalendarDue } from "@tabler/icons-react";
import { dueUrgency, dueWords } from "./calendar.ts";
import classes from "./due-mark.module.css";

/** When a task is due; it only presses while the task is open. */
export function DueMark({ dueOn, closed }: { dueOn: string; closed: boolean }) {
  const urgency = closed ? "later" : dueUrgency(dueOn);
  const words = dueWords(dueOn);
  return (
    <span className={`${classes.mark} ${classes[urgency] ?? ""}`}>
      <IconCalendarDue size={14} aria-hidden />
      <span>{urgency === "late" ? <span title="Overdue">{words}</span> : words}</span>
    </span>
  );
}
