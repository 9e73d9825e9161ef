import { Alert, Button, Checkbox, Stack } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { type ComponentType, useState } from "react";
import { PasskeySecondStep } from "../passkeys/passkey-second-step.tsx";
import { RecoveryStep } from "../second-factors/recovery-step.tsx";
import { TotpStep } from "../second-factors/totp-step.tsx";

/** What is asked for once the first factor was right. */
export type SecondFactorQuestion = NonNullable<RouterOutputs["sessions"]["signIn"]["secondFactor"]>;

type Method = SecondFactorQuestion["methods"][number];

/** What the panel of one method is given. */
export interface StepProps {
  ticket: string;
  trustDevice: boolean;
  onDone: () => Promise<unknown>;
  /** The question is over: it took too long, or was answered wrong too often. */
  onOver: (why: string) => void;
}

interface Step {
  method: Method;
  /** What the link to it says. */
  label: string;
  Panel: ComponentType<StepProps>;
}

// A line for each method there is a panel for, in the order in which they are offered.
const steps: Step[] = [
  { method: "passkey", label: "Use a passkey", Panel: PasskeySecondStep },
  { method: "totp", label: "Use a code of your app", Panel: TotpStep },
  { method: "recovery", label: "Use a recovery code", Panel: RecoveryStep },
];

interface Props {
  question: SecondFactorQuestion;
  onDone: () => Promise<unknown>;
  onOver: (why: string) => void;
}

/** The second step of signing in: the first of the methods that the person has, and the others to choose from. */
export function SecondStep({ question: { ticket, methods }, onDone, onOver }: Props) {
  const [chosen, choose] = useState<Method>();
  const [trustDevice, setTrustDevice] = useState(false);
  const open = steps.filter(({ method }) => methods.includes(method));
  const current = open.find(({ method }) => method === chosen) ?? open[0];
  if (!current) return <Alert>This page cannot ask for your second factor.</Alert>;
  return (
    <Stack>
      <current.Panel {...{ ticket, trustDevice, onDone, onOver }} />
      <Checkbox
        checked={trustDevice}
        onChange={(event) => setTrustDevice(event.currentTarget.checked)}
        label="Do not ask in this browser for 30 days"
        description="Only on a device that is yours alone"
      />
      <Stack gap={2}>
        {open.map(({ method, label }) =>
          method === current.method ? null : (
            <Button key={method} variant="subtle" fullWidth onClick={() => choose(method)}>
              {label}
            </Button>
          ),
        )}
        <Button variant="subtle" color="gray" fullWidth onClick={() => onOver("")}>
          Start again
        </Button>
      </Stack>
    </Stack>
  );
}
