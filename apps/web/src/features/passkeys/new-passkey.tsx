import { Button, Modal } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { NewPasskeyForm } from "./new-passkey-form.tsx";

/** Makes a passkey: the server is asked first, which may want a proof, and then the person for a name. */
export function NewPasskey() {
  const trpc = useTRPC();
  const begin = useMutation(trpc.passkeys.beginRegistration.mutationOptions());
  return (
    <>
      <Button variant="default" size="xs" loading={begin.isPending} onClick={() => begin.mutate()}>
        Add a passkey
      </Button>
      <Modal
        opened={begin.isSuccess}
        onClose={begin.reset}
        title="Add a passkey"
        size="sm"
        closeButtonProps={{ "aria-label": "Close" }}
      >
        {begin.data && <NewPasskeyForm question={begin.data} onDone={begin.reset} />}
      </Modal>
    </>
  );
}
