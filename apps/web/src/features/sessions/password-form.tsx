import { PasswordInput, Stack } from "@mantine/core";
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
import { useMe } from "../accounts/use-me.ts";

const toggle = { "aria-label": "Show or hide the password" };

/** Changes the password. */
export function PasswordForm() {
  const trpc = useTRPC();
  const { email } = useMe();
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
        {/* For password managers, which file a password under a name. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordInput
          {...field("current")}
          label="Current password"
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
        />
        <PasswordInput
          {...field("next")}
          label="New password"
          description="At least 10 characters"
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
        />
        <div>
          <SubmitButton sending={sending} disabled={!form.isDirty()}>
            Change password
          </SubmitButton>
        </div>
      </Stack>
    </form>
  );
}
