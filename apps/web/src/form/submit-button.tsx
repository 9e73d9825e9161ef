import { Button, type ButtonProps } from "@mantine/core";
import type { PropsWithChildren } from "react";

interface Props extends ButtonProps {
  sending: boolean;
}

/** Sends the form it is in. */
export function SubmitButton({ sending, children, ...props }: PropsWithChildren<Props>) {
  return (
    <Button type="submit" loading={sending} aria-disabled={sending} {...props}>
      {children}
    </Button>
  );
}
