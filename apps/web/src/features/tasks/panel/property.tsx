import { UnstyledButton } from "@mantine/core";
import { type PropsWithChildren, useId } from "react";
import type { PickerKind } from "../picker/picker-host.tsx";
import classes from "./task-panel.module.css";

interface Props {
  name: string;
  kind: PickerKind;
  wide?: boolean;
  /** Left out for people who may only look. */
  onPick: ((anchor: HTMLElement) => void) | undefined;
}

/** One value with its name: a button to change it, or for viewers just the value. */
export function Property({ name, kind, wide, onPick, children }: PropsWithChildren<Props>) {
  const nameId = useId();
  const valueId = useId();
  return (
    <div className={classes.property} data-wide={wide || undefined}>
      <dt id={nameId}>{name}</dt>
      <dd>
        {onPick ? (
          <UnstyledButton
            id={valueId}
            className={classes.value}
            data-property={kind}
            aria-labelledby={`${nameId} ${valueId}`}
            aria-haspopup="dialog"
            onClick={({ currentTarget }) => onPick(currentTarget)}
          >
            {children}
          </UnstyledButton>
        ) : (
          <div className={classes.value}>{children}</div>
        )}
      </dd>
    </div>
  );
}
