import { Button } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { IconLifebuoy } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Confirm } from "../../shell/confirm.tsx";
import rows from "../../shell/rows.module.css";

/** How many recovery codes are left, and the way to new ones. */
export function RecoveryRow({ onFresh }: { onFresh: (codes: string[]) => void }) {
  const trpc = useTRPC();
  const { data } = useLive(trpc.recoveryCodes.status.queryOptions());
  const { data: totp } = useLive(trpc.totp.status.queryOptions());
  const { data: passkeys } = useLive(trpc.passkeys.list.queryOptions());
  const [isAsking, setAsking] = useState(false);
  const renew = useMutation(
    trpc.recoveryCodes.renew.mutationOptions({
      onSuccess: ({ recoveryCodes }) => onFresh(recoveryCodes),
      onSettled: () => setAsking(false),
    }),
  );
  const hasFactor = totp?.confirmedAt != null || (passkeys?.length ?? 0) > 0;
  if (!data || !hasFactor) return null;
  const { left } = data;
  return (
    <li className={rows.row}>
      <IconLifebuoy size={22} stroke={1.5} aria-hidden />
      <div className={rows.text}>
        <div className={rows.title}>Recovery codes</div>
        <div className={rows.detail}>
          {left === 0 ? "None left: make new ones, so that you get in without your phone" : `${left} of 10 left`}
        </div>
      </div>
      <Button
        variant="default"
        size="xs"
        loading={renew.isPending}
        onClick={() => (left > 0 ? setAsking(true) : renew.mutate())}
      >
        Make new ones
      </Button>
      <Confirm
        opened={isAsking}
        title="Make new recovery codes?"
        action="Make new ones"
        sending={renew.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => renew.mutate()}
      >
        The codes you have kept so far are worth nothing any more.
      </Confirm>
    </li>
  );
}
