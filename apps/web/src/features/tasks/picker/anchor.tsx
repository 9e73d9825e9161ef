import { assignRef } from "@mantine/hooks";
import { type Ref, useLayoutEffect } from "react";

/**
 * Lets a dropdown stand beside an element that is rendered somewhere else. A thousand rows share one picker this way, instead of each
 * carrying its own.
 */
export function Anchor({ element, ref }: { element: HTMLElement; ref?: Ref<HTMLElement> }) {
  useLayoutEffect(() => {
    assignRef(ref, element);
    return () => {
      assignRef(ref, null);
    };
  }, [element, ref]);
  return null;
}
