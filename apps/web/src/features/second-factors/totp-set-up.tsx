import { Modal, Stack, Text, Textarea } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { totpInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { CodeForm } from "../../form/code-form.tsx";
import { QrCode } from "./qr-code.tsx";

interface Props {
  enrolment: RouterOutputs["totp"]["enrol"];
  opened: boolean;
  /** @param codes - recovery codes, when there were none */
  onDone: (codes: string[] | null) => void;
  onClose: () => void;
}

/** Has an app take the secret, and the person show that it did. */
export function TotpSetUp({ enrolment: { uri, secret }, opened, onDone, onClose }: Props) {
  const trpc = useTRPC();
  const confirm = useMutation({ ...trpc.totp.confirm.mutationOptions(), meta: { explains: () => true } });
  return (
    <Modal opened={opened} onClose={onClose} title="Set up your authenticator app" size="sm">
      <Stack>
        <Text size="sm">
          Scan this with an app such as Aegis, 1Password, Google Authenticator or your phone's own password manager.
        </Text>
        <QrCode text={uri} label="QR code for your authenticator app" />
        <Textarea
          autosize
          value={spelled(secret)}
          readOnly
          label="Or type this in by hand"
          styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)", fontSize: 13 } }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CodeForm
          schema={totpInputs.TotpCode}
          label="Then enter the code it shows"
          description="Six digits"
          inputMode="numeric"
          action="Turn on"
          send={async (code) => onDone((await confirm.mutateAsync({ code })).recoveryCodes)}
        />
      </Stack>
    </Modal>
  );
}

/** In groups of four, as it is easier to copy. */
function spelled(secret: string): string {
  return (secret.match(/.{1,4}/g) ?? []).join(" ");
}
