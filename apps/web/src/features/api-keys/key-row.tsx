import { Badge, Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { Ago } from "../../shell/ago.tsx";
import { Confirm } from "../../shell/confirm.tsx";
import rows from "../../shell/rows.module.css";
import classes from "./key-row.module.css";
import { scopeWords } from "./scope-words.ts";

interface Props {
  apiKey: {
    name: string;
    prefix: string;
    scopes: string[];
    expiresAt: string;
    expired: boolean;
    lastUsedAt: string | null;
  };
  /** Whose it is, or where it counts. */
  about: string;
  onRevoke: () => void;
}

/** A key, with what ends it. */
export function KeyRow({ apiKey, about, onRevoke }: Props) {
  const { name, prefix, scopes, expiresAt, expired, lastUsedAt } = apiKey;
  const [opened, { open, close }] = useDisclosure();
  return (
    <li className={rows.row}>
      <div className={rows.text}>
        <div className={rows.title}>
          {name} <code className={classes.prefix}>{prefix}…</code> {expired && <Badge color="gray">expired</Badge>}
        </div>
        <div className={classes.detail}>
          {scopeWords(scopes)} · {about}
        </div>
        <div className={classes.detail}>
          {lastUsedAt ? (
            <>
              Last used <Ago moment={lastUsedAt} />
            </>
          ) : (
            "Never used"
          )}
          , {expired ? "ended" : "ends"} <Ago moment={expiresAt} />
        </div>
      </div>
      <Button variant="default" size="xs" aria-label={`Revoke the key ${name}`} onClick={open}>
        Revoke
      </Button>
      <Confirm
        opened={opened}
        title={`Revoke the key “${name}”?`}
        action="Revoke"
        onClose={close}
        onConfirm={() => {
          close();
          onRevoke();
        }}
      >
        Whatever uses it is refused at once. This cannot be undone.
      </Confirm>
    </li>
  );
}
