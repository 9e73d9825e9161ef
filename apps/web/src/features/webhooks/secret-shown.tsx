import { IconKey } from "@tabler/icons-react";
import { ShownOnce } from "../../shell/shown-once.tsx";

interface Props {
  secret: string;
  onClose: () => void;
}

/** The secret of an endpoint. */
export function SecretShown({ secret, onClose }: Props) {
  return (
    <ShownOnce
      icon={<IconKey size={18} />}
      title="Give this secret to the receiver"
      label="Secret"
      value={secret}
      onClose={onClose}
    >
      It checks with it that a delivery comes from here.
    </ShownOnce>
  );
}
