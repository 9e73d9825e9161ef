import type { PropsWithChildren } from "react";
import type { PickerKind } from "../picker/picker-host.tsx";
import { useProject } from "../project-scope.tsx";
import classes from "./board.module.css";

/** A value on a card: a button that opens its picker, or for viewers only the value. */
export function CardPick({ kind, label, children }: PropsWithChildren<{ kind: PickerKind; label: string }>) {
  const { canEdit } = useProject();
  if (!canEdit) {
    return (
      <span className={classes.pick} role="img" aria-label={label} title={label}>
        {children}
      </span>
    );
  }
  return (
    <button type="button" className={classes.pick} data-pick={kind} aria-label={label} title={label} tabIndex={-1}>
      {children}
    </button>
  );
}
