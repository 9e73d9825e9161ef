import type { RouterOutputs } from "@plinth/client";
import classes from "./label-chip.module.css";

type Color = RouterOutputs["labels"]["list"][number]["color"];

/** The colour of a label. Colour never stands alone: the name is beside it. */
export function LabelDot({ color }: { color: Color }) {
  return <span className={classes.dot} style={{ background: `var(--mantine-color-${color}-filled)` }} aria-hidden />;
}
