import { Alert } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { CodeForm } from "./code-form.tsx";
import { ProgramQuestion, type WaitingProgram } from "./program-question.tsx";

/** From the code to the answer. */
export function DeviceLogin({ code }: { code: string | undefined }) {
  const [waiting, setWaiting] = useState<WaitingProgram | null>(null);
  const [answer, setAnswer] = useState<"approved" | "denied" | null>(null);
  if (answer === "approved") {
    return (
      <Alert icon={<IconCheck size={18} />} title="The program is signed in" role="status" maw={560}>
        You can close this page and go on in the terminal. Its session is listed under Security, where you can end it.
      </Alert>
    );
  }
  if (answer === "denied") {
    return (
      <Alert icon={<IconX size={18} />} color="gray" title="The program was sent away" role="status" maw={560}>
        If you had not started it yourself, somebody may have tried to get into your account. They did not.
      </Alert>
    );
  }
  if (!waiting) return <CodeForm code={code} onFound={setWaiting} />;
  return <ProgramQuestion waiting={waiting} onAnswer={setAnswer} />;
}
