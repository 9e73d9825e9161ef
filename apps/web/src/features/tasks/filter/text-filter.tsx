import { CloseButton, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { useShortcut } from "../../../shortcuts.ts";
import { useTaskSearch } from "../use-task-search.ts";
import { stepFocus } from "../visible-tasks.ts";

/** Finds tasks by a part of their title or by their number. */
export function TextFilter({ className }: { className: string | undefined }) {
  const { search, change } = useTaskSearch();
  const [typed, setTyped] = useState(search.q ?? "");
  const field = useRef<HTMLInputElement>(null);
  const apply = useDebouncedCallback((text: string) => change({ q: text.trim() || undefined }), 250);

  // The address can change without the field: the back button, or "Clear".
  useEffect(() => {
    if (document.activeElement !== field.current || !search.q) setTyped(search.q ?? "");
  }, [search.q]);

  useShortcut("/", "Find tasks", () => field.current?.focus(), { group: "Tasks" });

  const write = (text: string) => {
    setTyped(text);
    apply(text);
  };

  return (
    <TextInput
      ref={field}
      {...(className && { className })}
      type="text"
      aria-label="Find by title or number"
      placeholder="Title or number"
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed && <CloseButton size="sm" aria-label="Empty the search" onClick={() => write("")} />}
      value={typed}
      onChange={(event) => write(event.currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => {
        if (key !== "Escape" && key !== "Enter") return;
        currentTarget.blur();
        if (key === "Enter") stepFocus(1);
      }}
    />
  );
}
