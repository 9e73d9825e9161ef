import { Alert } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";

/** What the server refused, at the top of a form. */
export function Refusal({ children }: { children: string | null }) {
  if (!children) return null;
  return (
    <Alert color="red" role="alert" icon={<IconAlertCircle size={18} />}>
      {children}
    </Alert>
  );
}
