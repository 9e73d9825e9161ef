import { Group, TextInput } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { accountInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { optimistic } from "../../optimistic.ts";
import { useMe } from "./use-me.ts";

/** Changes what others call the person. */
export function NameForm() {
  const trpc = useTRPC();
  const me = useMe();
  const rename = useMutation({
    ...trpc.accounts.rename.mutationOptions(
      optimistic(trpc.accounts.me.queryKey(), (known, { name }) => ({ ...known, name: name.trim() })),
    ),
    onSuccess: () => queryClient.invalidateQueries(trpc.members.pathFilter()),
    meta: { explains: () => true },
  });
  const { form, field, refusal, sending, onSubmit } = useServerForm({
    schema: accountInputs.NameChange,
    initial: { name: me.name },
    async send(values) {
      await rename.mutateAsync(values);
      form.resetDirty(values);
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Refusal>{refusal}</Refusal>
      <Group align="flex-start" gap="xs" maw={440}>
        <TextInput {...field("name")} flex={1} aria-label="Name" autoComplete="name" />
        <SubmitButton sending={sending} disabled={!form.isDirty()}>
          Save
        </SubmitButton>
      </Group>
    </form>
  );
}
