import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { ResetForm } from "../features/passwords/reset-form.tsx";
import { ButtonLink } from "../shell/button-link.tsx";
import { Front } from "../shell/front.tsx";

export function ResetPasswordPage() {
  const { hash } = useLocation();
  const [isDone, setDone] = useState(false);
  if (isDone) {
    return (
      <Front title="Your password is set" lead="You are signed out everywhere. Sign in with your new password.">
        <ButtonLink to="/sign-in" search={{}} fullWidth>
          Sign in
        </ButtonLink>
      </Front>
    );
  }
  if (!hash) {
    return (
      <Front title="Choose a new password" lead="This link is not complete. Open it from the mail again.">
        <ButtonLink to="/forgot-password" variant="default" fullWidth>
          Ask for a new one
        </ButtonLink>
      </Front>
    );
  }
  return (
    <Front title="Choose a new password" lead="It signs you out everywhere, so that nobody else stays in.">
      <ResetForm token={hash} onDone={() => setDone(true)} />
    </Front>
  );
}
