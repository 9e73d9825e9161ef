import { TextInput } from "@mantine/core";
import { useState } from "react";

interface Props {
  label: string;
  name: string;
  maxLength: number;
  onChange: (name: string) => void;
}

/** A name that is edited where it stands: Enter or leaving it saves, Escape takes it back. */
export function NameField({ label, name, maxLength, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const save = () => {
    const next = typed?.trim();
    if (next && next !== name) onChange(next);
    setTyped(null);
  };
  return (
    <TextInput
      size="sm"
      variant="unstyled"
      aria-label={label}
      maxLength={maxLength}
      value={typed ?? name}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onBlur={save}
      onKeyDown={({ key, currentTarget }) => {
        if (key === "Enter") currentTarget.blur();
        if (key === "Escape") {
          setTyped(null);
          requestAnimationFrame(() => currentTarget.blur());
        }
      }}
    />
  );
}
