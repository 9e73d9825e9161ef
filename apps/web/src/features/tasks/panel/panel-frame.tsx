import { VisuallyHidden } from "@mantine/core";
import { useFocusTrap, useMediaQuery, useMergedRef } from "@mantine/hooks";
import { type PropsWithChildren, useEffect, useRef } from "react";
import { useShortcut } from "../../../shortcuts.ts";
import classes from "./task-panel.module.css";

interface Props {
  label: string;
  number: number;
  onClose: () => void;
}

/** Where a task is shown: beside the list, which stays usable, and on a phone in front of it. */
export function PanelFrame({ label, number, onClose, children }: PropsWithChildren<Props>) {
  const alone = useMediaQuery("(max-width: 48em)", undefined, { getInitialValueInEffect: false }) ?? false;
  const frame = useRef<HTMLElement>(null);
  const trap = useFocusTrap(alone);
  const ref = useMergedRef(frame, trap);

  useShortcut("escape", "Close the task", onClose, { group: "Task" });

  // Another task in the same panel takes the focus as well.
  useEffect(() => {
    frame.current?.focus({ preventScroll: true });
  }, [number]);

  const latest = useRef(number);
  latest.current = number;
  useEffect(() => () => returnFocus(latest.current), []);

  return (
    <section
      ref={ref}
      className={classes.panel}
      role="dialog"
      aria-modal={alone || undefined}
      aria-label={label}
      tabIndex={-1}
      data-task-panel
      onKeyDown={(event) => {
        // In front of everything, shortcuts of the page do not apply; closing still does. Menus close by themselves first.
        const here = event.target instanceof Node && frame.current?.contains(event.target);
        if (alone && here && event.key === "Escape") onClose();
      }}
    >
      <VisuallyHidden component="h2" tabIndex={-1} data-autofocus>
        {label}
      </VisuallyHidden>
      {children}
    </section>
  );
}

/** Back to the row or card of the task, unless the person went somewhere else themselves. */
function returnFocus(number: number): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  document.querySelector<HTMLElement>(`[data-task][data-number="${number}"]`)?.focus();
}
