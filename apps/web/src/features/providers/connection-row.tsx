import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { tellDone } from "../../failure-notice.ts";
import { Ago } from "../../shell/ago.tsx";
import { Confirm } from "../../shell/confirm.tsx";
import rows from "../../shell/rows.module.css";
import { ProviderIcon } from "./provider-icon.tsx";

interface Props {
  connection: RouterOutputs["providers"]["connections"]["connections"][number];
  /** Whether there is another way to sign in. */
  mayUnlink: boolean;
}

/** An account elsewhere that signs in to this one. */
export function ConnectionRow({ connection: { id, provider, label, email, createdAt, lastUsedAt }, mayUnlink }: Props) {
  const trpc = useTRPC();
  const [opened, { open, close }] = useDisclosure();
  const unlink = useMutation(
    trpc.providers.unlink.mutationOptions({
      onSuccess: () => tellDone(`${label} is unlinked.`),
      onSettled: close,
    }),
  );
  return (
    <li className={rows.row}>
      <ProviderIcon name={provider} size={22} />
      <div className={rows.text}>
        <div className={rows.title}>{label}</div>
        <div className={rows.detail}>
          {email ?? "No address known"}
          <span className={rows.secondary}>
            , {lastUsedAt ? "last used " : "linked "}
            <Ago moment={lastUsedAt ?? createdAt} />
          </span>
        </div>
      </div>
      {mayUnlink ? (
        <Button variant="default" size="xs" aria-label={`Unlink ${label} ${email ?? ""}`.trim()} onClick={open}>
          Unlink
        </Button>
      ) : (
        <span className={rows.side}>Your only way to sign in</span>
      )}
      <Confirm
        opened={opened}
        title={`Unlink ${label}?`}
        action="Unlink"
        sending={unlink.isPending}
        onClose={close}
        onConfirm={() => unlink.mutate({ id })}
      >
        That account does not sign you in here any more. You can link it again at any time.
      </Confirm>
    </li>
  );
}
