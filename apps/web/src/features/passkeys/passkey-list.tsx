import { Text } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import { Section } from "../../shell/section.tsx";
import { NewPasskey } from "./new-passkey.tsx";
import { PasskeyRow } from "./passkey-row.tsx";
import { canUsePasskeys } from "./webauthn.ts";

/** The person's passkeys, with what adds and removes them. */
export function PasskeyList() {
  const trpc = useTRPC();
  const { data: passkeys, error, refetch } = useLive(trpc.passkeys.list.queryOptions());
  return (
    <Section
      title="Passkeys"
      lead="Sign in with your fingerprint, face or screen lock. Once you have one, your password alone is not enough."
      actions={canUsePasskeys() && <NewPasskey />}
    >
      {error && !passkeys ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : !passkeys ? (
        <RowSkeletons count={1} />
      ) : passkeys.length > 0 ? (
        <ul className={rows.rows}>
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      ) : (
        <Text c="dimmed">
          {canUsePasskeys() ? "You have none yet." : "You have none, and this browser cannot make one at this address."}
        </Text>
      )}
    </Section>
  );
}
