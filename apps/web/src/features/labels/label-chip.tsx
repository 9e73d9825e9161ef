import type { RouterOutputs } from "@plinth/client";
import classes from "./label-chip.module.css";
import { LabelDot } from "./label-dot.tsx";

/** A label on a task. */
export function LabelChip({ label }: { label: RouterOutputs["labels"]["list"][number] }) {
  return (
    <span className={classes.chip}>
      <LabelDot color={label.color} />
      <span className={classes.name}>{label.name}</span>
    </span>
  );
}
