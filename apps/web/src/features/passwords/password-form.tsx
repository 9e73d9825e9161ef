import { Stack } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { sessionInputs } from "@plinth/server/inputs";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { tellDone } from "../../failure-notice.ts";
import { Refusal } from "../../form/refusal.tsx";
import { SubmitButton } from "../../form/submit-button.tsx";
import { useServerForm } from "../../form/use-server-form.ts";
import { isWeak } from "../accounts/is-weak.ts";
import { AccountOfPassword } from "./account-of-password.tsx";
import { PasswordField } from "./password-field.tsx";

/** Changes the password. */
export function PasswordForm() {
  const trpc = useTRPC();
  const change = useMutation({ ...trpc.sessions.changePassword.mutationOptions(), meta: { explains: () => true } });
  const { form, field, refusal, sending, onSubmit } = useServerForm({
    schema: sessionInputs.PasswordChange,
    initial: { current: "", next: "" },
    blame: (error) => (isWeak(error) ? "next" : isFailure(error, "BAD_REQUEST") ? "current" : undefined),
    async send(values) {
      await change.mutateAsync(values);
      form.reset();
      await queryClient.invalidateQueries(trpc.sessions.list.queryFilter());
      tellDone("Your password is changed. Everywhere else you are signed out.");
    },
  });
  return (
    <form onSubmit={onSubmit} noValidate>
      <Stack maw={440}>
        <Refusal>{refusal}</Refusal>
        <AccountOfPassword />
        <PasswordField {...field("current")} label="Current password" autoComplete="current-password" />
        <PasswordField {...field("next")} label="New password" autoComplete="new-password" />
        <div>
          <SubmitButton sending={sending} disabled={!form.isDirty()}>
            Change password
          </SubmitButton>
        </div>
      </Stack>
    </form>
  );
}
