import { Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import type { z } from "zod";
import { failureWords } from "../../failure-notice.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";

interface Props {
  schema: z.ZodType;
  label: string;
  description: string;
  /** The keyboard that phones show. */
  inputMode?: "numeric" | "text";
  /** What the button says. */
  action: string;
  send: (code: string) => Promise<unknown>;
  /** Told when what the code belongs to is over, so that another one is of no use. */
  onOver?: (why: string) => void;
}

/** Asks for a code. */
export function CodeForm({ schema, label, description, inputMode = "text", action, send, onOver }: Props) {
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema,
    initial: { code: "" },
    blame: (error) => (isFailure(error, "BAD_REQUEST") ? "code" : undefined),
    async send({ code }) {
      try {
        await send(code);
      } catch (error) {
        if (!onOver || !isFailure(error, "CONFLICT")) throw error;
        onOver(failureWords(error));
      }
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack>
        <Refusal>{refusal}</Refusal>
        <TextInput
          {...field("code")}
          label={label}
          description={description}
          inputMode={inputMode}
          autoComplete="one-time-code"
          autoFocus
          data-autofocus
        />
        <SubmitButton sending={sending} fullWidth>
          {action}
        </SubmitButton>
      </Stack>
    </form>
  );
}
