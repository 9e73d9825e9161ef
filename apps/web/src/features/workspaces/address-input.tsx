import { TextInput, type TextInputProps } from "@mantine/core";

interface Props extends TextInputProps {
  /** Said after the address itself. */
  note?: string;
}

/** Asks for a workspace's slug and shows the address it makes. */
export function AddressInput({ note, ...props }: Props) {
  const address = `${window.location.host}/${String(props.value || "acme")}`;
  return (
    <TextInput
      label="Address"
      description={`${address}${note ? `. ${note}` : ""}`}
      autoComplete="off"
      spellCheck={false}
      {...props}
    />
  );
}
