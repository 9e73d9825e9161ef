import { Stack, TextInput } from "@mantine/core";
import { isFailure, type RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { inviteInputs, type Role } from "@plinth/server/inputs";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { RoleSelect } from "../members/role-select.tsx";
import type { Workspace } from "../workspaces/workspace.ts";
import classes from "./invite-form.module.css";
import { InviteLink } from "./invite-link.tsx";

/** Makes an invite and shows its link. */
export function InviteForm({ workspace }: { workspace: Workspace }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const create = useMutation({ ...trpc.invites.create.mutationOptions(), meta: { explains: () => true } });
  const [role, setRole] = useState<Role>("member");
  const [made, setMade] = useState<RouterOutputs["invites"]["create"] | null>(null);
  const { form, field, refusal, sending, onSubmit } = useServerForm({
    schema: inviteInputs.NewInvite.pick({ email: true }),
    initial: { email: "" },
    blame: (error) => (isFailure(error, "CONFLICT") ? "email" : undefined),
    async send({ email }) {
      setMade(await create.mutateAsync({ workspaceId: workspace.id, email, role }));
      form.reset();
      await queries.invalidateQueries(trpc.invites.list.queryFilter());
    },
  });
  return (
    <Stack>
      <form onSubmit={onSubmit} noValidate>
        <Refusal>{refusal}</Refusal>
        <div className={classes.fields}>
          <TextInput
            {...field("email")}
            className={classes.email ?? ""}
            label="E-mail"
            type="email"
            placeholder="grace@example.com"
            autoComplete="off"
          />
          <RoleSelect label="Role" value={role} chooser={workspace.role} onChoose={setRole} w={128} />
          <SubmitButton sending={sending} className={classes.submit ?? ""}>
            Create invite
          </SubmitButton>
        </div>
      </form>
      {made && <InviteLink invite={made} onClose={() => setMade(null)} />}
    </Stack>
  );
}
