import type { RouterOutputs } from "@plinth/client";
import { IconMail } from "@tabler/icons-react";
import { agoWords } from "../../shell/ago.tsx";
import { ShownOnce } from "../../shell/shown-once.tsx";

interface Props {
  invite: RouterOutputs["invites"]["create"];
  onClose: () => void;
}

/** The link of a new invite. */
export function InviteLink({ invite, onClose }: Props) {
  return (
    <ShownOnce
      icon={<IconMail size={18} />}
      title={`Send this link to ${invite.email}`}
      label="Invite link"
      value={`${window.location.origin}/join/${invite.token}`}
      onClose={onClose}
    >
      It works once, for that address only, and expires {agoWords(invite.expiresAt)}.
    </ShownOnce>
  );
}
