import { Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { deviceLoginInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import type { WaitingProgram } from "./program-question.tsx";

interface Props {
  /** As the address has it. */
  code: string | undefined;
  onFound: (waiting: WaitingProgram) => void;
}

/** Asks for the code that the terminal shows. */
export function CodeForm({ code = "", onFound }: Props) {
  const trpc = useTRPC();
  const find = useMutation({ ...trpc.deviceLogins.find.mutationOptions(), meta: { explains: () => true } });
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: deviceLoginInputs.UserCode,
    initial: { userCode: code },
    blame: (error) => (isFailure(error, "NOT_FOUND") ? "userCode" : undefined),
    async send({ userCode }) {
      const found = await find.mutateAsync({ userCode });
      onFound({ ...found, ...deviceLoginInputs.UserCode.parse({ userCode }) });
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack maw={320}>
        <Refusal>{refusal}</Refusal>
        <TextInput
          {...field("userCode")}
          label="The code that your terminal shows"
          placeholder="BCDF-GHJK"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          size="md"
        />
        <div>
          <SubmitButton sending={sending}>Go on</SubmitButton>
        </div>
      </Stack>
    </form>
  );
}
