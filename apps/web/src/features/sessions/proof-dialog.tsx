import { Modal, Text } from "@mantine/core";
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
      <PasswordProof onDone={() => answer(true)} />
    </Modal>
  );
}
