import { Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import type { PropsWithChildren } from "react";
import type { z } from "zod";
import { failureWords } from "../failure-notice.ts";
import { Refusal } from "./refusal.tsx";
import { SubmitButton } from "./submit-button.tsx";
import { useServerForm } from "./use-server-form.ts";

interface Props {
  schema: z.ZodType;
  /** Default: `Code`. */
  label?: string;
  /** What it looks like, and where it stands. */
  description: string;
  /** The keyboard that phones show. */
  inputMode?: "numeric" | "text";
  /** What the button says. */
  action: string;
  send: (code: string) => Promise<unknown>;
  /** Told when what the code belongs to is over, so that another one is of no use. */
  onOver?: (why: string) => void;
}

/** Where a code stands that somebody was mailed. */
export const MAILED = "Eight characters, from the mail";
/** Where a code stands that an app shows. */
export const OF_AN_APP = "Six digits, from your authenticator app";

/** Asks for a code, with what there is to say about it above. */
export function CodeForm({
  schema,
  label = "Code",
  description,
  inputMode = "text",
  action,
  send,
  onOver,
  children,
}: PropsWithChildren<Props>) {
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
        {children}
        <TextInput
          {...field("code")}
          label={label}
          description={description}
          inputMode={inputMode}
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
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
