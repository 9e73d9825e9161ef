import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { emailInputs } from "@plinth/server/inputs";
import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { missingWords } from "./missing-words.ts";

/** Asks for another e-mail address, and shows which confirmation is missing. */
export function AddressForm() {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.emails.pending.queryOptions());
  const refresh = () => queryClient.invalidateQueries(trpc.emails.pending.queryFilter());
  const cancel = useMutation(trpc.emails.cancel.mutationOptions({ onSuccess: refresh }));
  const change = useMutation({
    ...trpc.emails.change.mutationOptions({ onSuccess: refresh }),
    meta: { explains: () => true },
  });
  const { form, field, refusal, sending, onSubmit } = useServerForm({
    schema: emailInputs.NewAddress,
    initial: { email: "" },
    blame: (error) => (isFailure(error, "BAD_REQUEST") ? "email" : undefined),
    async send(values) {
      await change.mutateAsync(values);
      form.reset();
    },
  });
  if (data?.change) {
    const { email, missing } = data.change;
    return (
      <Stack maw={520} gap="sm" role="status">
        <Text>
          Your address is to become <strong>{email}</strong>. {missingWords(missing, email)}
        </Text>
        <div>
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            Keep the present address
          </Button>
        </div>
      </Stack>
    );
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <Refusal>{refusal}</Refusal>
      <Group align="flex-start" gap="xs" maw={440}>
        <TextInput
          {...field("email")}
          flex={1}
          type="email"
          aria-label="New e-mail address"
          placeholder="New e-mail address"
          autoComplete="email"
        />
        <SubmitButton sending={sending} disabled={!form.isDirty()}>
          Change
        </SubmitButton>
      </Group>
    </form>
  );
}
