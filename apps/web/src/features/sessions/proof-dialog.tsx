import { Button, Modal, Skeleton, Text } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useQuery } from "@tanstack/react-query";
import { type ComponentType, useState } from "react";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { PasskeyProof } from "../passkeys/passkey-proof.tsx";
import { CodeProof } from "./code-proof.tsx";
import { MailProof } from "./mail-proof.tsx";
import { PasswordProof } from "./password-proof.tsx";
import { useProofQuestion } from "./proof.ts";

type Method = RouterOutputs["sessions"]["waysToProve"]["methods"][number];

interface Way {
  method: Method;
  /** What the link to it says. */
  label: string;
  Panel: ComponentType<{ onDone: () => void }>;
}

// A line for each way there is a panel for.
const ways: Way[] = [
  { method: "passkey", label: "Use a passkey", Panel: PasskeyProof },
  { method: "password", label: "Use your password", Panel: PasswordProof },
  { method: "code", label: "Use a code of your app", Panel: CodeProof },
  { method: "mail", label: "Get a code by mail", Panel: MailProof },
];

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

/** The first of the ways that are open to them, and the others to choose from. */
function WaysToProve({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const [chosen, choose] = useState<Method>();
  const { data, error, refetch } = useQuery(trpc.sessions.waysToProve.queryOptions());
  if (error) return <LoadFailure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton height={96} />;
  const open = ways.filter(({ method }) => data.methods.includes(method));
  const current = open.find(({ method }) => method === chosen) ?? open[0];
  if (!current) return null;
  return (
    <>
      <current.Panel onDone={onDone} />
      {open.map(({ method, label }) =>
        method === current.method ? null : (
          <Button key={method} variant="subtle" fullWidth mt="xs" onClick={() => choose(method)}>
            {label}
          </Button>
        ),
      )}
    </>
  );
}
