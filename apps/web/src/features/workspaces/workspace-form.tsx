import { Stack, TextInput } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { suffices, workspaceInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { queryClient } from "../../api.ts";
import { tellDone } from "../../failure-notice.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { AddressInput } from "./address-input.tsx";
import type { Workspace } from "./workspace.ts";

const Fields = workspaceInputs.NewWorkspace.required();

/** Renames a workspace or gives it another address. */
export function WorkspaceForm({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const navigate = useNavigate();
  const update = useMutation({ ...trpc.workspaces.update.mutationOptions(), meta: { explains: () => true } });
  const { form, field, refusal, sending, onSubmit } = useServerForm({
    schema: Fields,
    initial: { name: workspace.name, slug: workspace.slug },
    blame: (error) => (isFailure(error, "CONFLICT") ? "slug" : undefined),
    async send(values) {
      const changed = await update.mutateAsync({ id: workspace.id, ...values });
      form.setInitialValues({ name: changed.name, slug: changed.slug });
      form.reset();
      queryClient.setQueryData(trpc.workspaces.get.queryKey({ slug: changed.slug }), changed);
      if (changed.slug !== workspace.slug) {
        await navigate({ to: "/$workspace/settings", params: { workspace: changed.slug }, replace: true });
      }
      await queryClient.invalidateQueries(trpc.workspaces.list.queryFilter());
      tellDone("Saved.");
    },
  });
  const may = suffices(workspace.role, "admin");
  const moves = form.values.slug !== workspace.slug;
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack maw={440}>
        <Refusal>{refusal}</Refusal>
        <TextInput {...field("name")} label="Name" autoComplete="off" disabled={!may} />
        <AddressInput
          {...field("slug")}
          disabled={!may}
          {...(moves && { note: "Links with the old address will no longer lead anywhere." })}
        />
        {may && (
          <div>
            <SubmitButton sending={sending} disabled={!form.isDirty()}>
              Save
            </SubmitButton>
          </div>
        )}
      </Stack>
    </form>
  );
}
