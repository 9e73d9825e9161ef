import type { PropsWithChildren } from "react";
import type { PickerKind } from "../picker/picker-host.tsx";
import { useProject } from "../project-scope.tsx";
import classes from "./task-row.module.css";

interface Props {
  kind: PickerKind;
  label: string;
  className: string | undefined;
}

/** A value in a row: a button that opens its picker, or for viewers only the value. Keyboards use letters instead of a tab stop each. */
export function RowCell({ kind, label, className, children }: PropsWithChildren<Props>) {
  const { canEdit } = useProject();
  const style = `${classes.cell} ${className ?? ""}`;
  if (!canEdit) {
    return (
      <span className={style} role="img" aria-label={label} title={label}>
        {children}
      </span>
    );
  }
  return (
    <button type="button" className={style} data-pick={kind} aria-label={label} title={label} tabIndex={-1}>
      {children}
    </button>
  );
}
