import { Divider, Modal, Text } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useQuery } from "@tanstack/react-query";
import { PasskeyProof } from "../passkeys/passkey-proof.tsx";
import { PasswordProof } from "./password-proof.tsx";
import { useProofQuestion } from "./proof.ts";

/** Has the person prove that it is them before something sensitive happens. */
export function ProofDialog() {
  const { isOpen, answer } = useProofQuestion();
  return (
    <Modal opened={isOpen} onClose={() => answer(false)} title="Confirm that it is you" size="sm">
      <Text c="dimmed" mb="md">
        What you are about to do changes who can get into your account. You are not asked again for ten minutes.
      </Text>
      <WaysToProve onDone={() => answer(true)} />
    </Modal>
  );
}

function WaysToProve({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const { data: passkeys = [] } = useQuery(trpc.passkeys.list.queryOptions());
  return (
    <>
      {passkeys.length > 0 && (
        <>
          <PasskeyProof onDone={onDone} />
          <Divider label="or" my="md" />
        </>
      )}
      <PasswordProof onDone={onDone} />
    </>
  );
}
