import { Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { workspaceInputs } from "@plinth/server/inputs";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { z } from "zod";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { AddressInput } from "./address-input.tsx";

// An address left empty is made by the server.
const Fields = workspaceInputs.NewWorkspace.extend({ slug: z.literal("").or(workspaceInputs.newWorkspaceSlug) });

/** Makes a workspace and goes to it. */
export function NewWorkspaceForm() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({ ...trpc.workspaces.create.mutationOptions(), meta: { explains: () => true } });
  const { field, refusal, sending, onSubmit } = useServerForm({
    schema: Fields,
    initial: { name: "", slug: "" },
    blame: (error) => (isFailure(error, "CONFLICT") ? "slug" : undefined),
    async send({ name, slug }) {
      const made = await create.mutateAsync({ name, ...(slug && { slug }) });
      queries.setQueryData(trpc.workspaces.get.queryKey({ slug: made.slug }), made);
      await queries.invalidateQueries(trpc.workspaces.list.queryFilter());
      await navigate({ to: "/$workspace", params: { workspace: made.slug }, search: {} });
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack maw={440}>
        <Refusal>{refusal}</Refusal>
        <TextInput {...field("name")} label="Name" placeholder="Acme" autoComplete="organization" autoFocus />
        <AddressInput {...field("slug")} note="Left empty, it is made from the name." />
        <div>
          <SubmitButton sending={sending}>Create workspace</SubmitButton>
        </div>
      </Stack>
    </form>
  );
}
