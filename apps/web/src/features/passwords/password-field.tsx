import { PasswordInput, type PasswordInputProps } from "@mantine/core";

interface Props extends PasswordInputProps {
  /** Whether it is the one that the person has, or one that they choose now. */
  autoComplete: "current-password" | "new-password";
}

/** A password, which can be looked at. */
export function PasswordField({ label = "Password", ...props }: Props) {
  const isNew = props.autoComplete === "new-password";
  return (
    <PasswordInput
      label={label}
      {...(isNew && { description: "At least 10 characters. Long beats clever." })}
      visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
      {...props}
    />
  );
}
