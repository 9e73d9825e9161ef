import { Button, Stack } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { type ComponentType, useState } from "react";
import { PasskeySecondStep } from "../passkeys/passkey-second-step.tsx";

/** What the server asks for after the password. */
export type AskedFactor = NonNullable<RouterOutputs["sessions"]["signIn"]["secondFactor"]>;

type Method = AskedFactor["methods"][number];

interface Way {
  method: Method;
  /** What the link to it says. */
  label: string;
  Panel: ComponentType<{ ticket: string; onDone: () => Promise<unknown> }>;
}

// A line for each way there is a panel for, the one to begin with first.
const ways: Way[] = [{ method: "passkey", label: "Use a passkey", Panel: PasskeySecondStep }];

interface Props {
  asked: AskedFactor;
  onDone: () => Promise<unknown>;
  onCancel: () => void;
}

/** Asks for a second factor, by the first of the ways that are open to them, with the others to choose from. */
export function SecondStep({ asked: { ticket, methods }, onDone, onCancel }: Props) {
  const [chosen, choose] = useState<Method>();
  const open = ways.filter(({ method }) => methods.includes(method));
  const current = open.find(({ method }) => method === chosen) ?? open[0];
  return (
    <Stack gap="xs">
      {current && <current.Panel ticket={ticket} onDone={onDone} />}
      {open.map(({ method, label }) =>
        method === current?.method ? null : (
          <Button key={method} variant="subtle" fullWidth onClick={() => choose(method)}>
            {label}
          </Button>
        ),
      )}
      <Button variant="subtle" color="gray" fullWidth onClick={onCancel}>
        Start again
      </Button>
    </Stack>
  );
}
