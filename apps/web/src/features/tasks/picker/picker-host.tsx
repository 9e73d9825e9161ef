import { createContext, type PropsWithChildren, useCallback, useContext, useRef, useState } from "react";
import type { PendingBulkPatch, Task, TaskPatch } from "../task.ts";
import { focusTask } from "../visible-tasks.ts";
import { TaskPicker } from "./task-picker.tsx";

export type PickerKind = "status" | "priority" | "assignee" | "labels" | "due" | "estimate" | "parent";

/** What a picker was used for. Labels are added and removed, so that the same change fits many tasks. */
export type Picked = PendingBulkPatch & Pick<TaskPatch, "estimate" | "parentId">;

export interface PickerRequest {
  kind: PickerKind;
  anchor: HTMLElement;
  /** The tasks being changed, as they are now. */
  tasks: Task[];
  apply: (picked: Picked) => void;
}

type OpenPicker = (request: PickerRequest) => void;

const Host = createContext<OpenPicker>(() => {});

/** Opens the page's one picker beside an element. */
export const useOpenPicker = () => useContext(Host);

/** Holds the one picker that every row, card and panel of a page shares. */
export function PickerHost({ children }: PropsWithChildren) {
  const [request, setRequest] = useState<PickerRequest | null>(null);
  const before = useRef<HTMLElement | null>(null);

  const open = useCallback((next: PickerRequest) => {
    before.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setRequest(next);
  }, []);

  const close = useCallback(() => {
    const [first] = request?.tasks ?? [];
    setRequest(null);
    // Once the change is on the screen: a row may have moved to another group, and is a new element there.
    setTimeout(() => {
      if (before.current?.isConnected) before.current.focus({ preventScroll: true });
      else if (first) focusTask(first.id);
    }, 50);
  }, [request]);

  return (
    <Host value={open}>
      {children}
      {request && <TaskPicker key={request.kind} request={request} onClose={close} />}
    </Host>
  );
}
