import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { RouterOutputs } from "@plinth/client";
import { IconKey } from "@tabler/icons-react";
import { Ago } from "../../shell/ago.tsx";
import { Confirm } from "../../shell/confirm.tsx";
import rows from "../../shell/rows.module.css";
import { NameField } from "../labels/name-field.tsx";
import classes from "./passkey-row.module.css";
import { usePasskeyDeeds } from "./use-passkey-deeds.ts";

/** One passkey: its name, when it was used, its end. */
export function PasskeyRow({ passkey }: { passkey: RouterOutputs["passkeys"]["list"][number] }) {
  const { id, name, isSynced, createdAt, lastUsedAt } = passkey;
  const { rename, remove } = usePasskeyDeeds();
  const [opened, { open, close }] = useDisclosure();
  return (
    <li className={rows.row}>
      <IconKey size={22} stroke={1.5} aria-hidden />
      <div className={rows.text}>
        <div className={classes.name}>
          <NameField
            label={`Name of the passkey ${name}`}
            name={name}
            maxLength={60}
            onChange={(next) => rename.mutate({ id, name: next })}
          />
        </div>
        <div className={rows.detail}>
          {lastUsedAt ? (
            <>
              Last used <Ago moment={lastUsedAt} />
            </>
          ) : (
            "Not used yet"
          )}
          <span className={rows.secondary}>
            , added <Ago moment={createdAt} />
            {isSynced && ", on all your devices"}
          </span>
        </div>
      </div>
      <Button variant="default" size="xs" aria-label={`Remove the passkey ${name}`} onClick={open}>
        Remove
      </Button>
      <Confirm
        opened={opened}
        title={`Remove “${name}”?`}
        action="Remove"
        onClose={close}
        onConfirm={() => {
          close();
          remove.mutate({ id });
        }}
      >
        It signs you in no more. Delete it on your device as well, or it will go on being offered there.
      </Confirm>
    </li>
  );
}
