import { ForgotForm } from "../features/passwords/forgot-form.tsx";
import { Front } from "../shell/front.tsx";
import { TextLink } from "../shell/text-link.tsx";

export function ForgotPasswordPage() {
  return (
    <Front
      title="Choose a new password"
      lead="We mail you a link for it. If you have none yet, you get your first one this way."
      aside={
        <TextLink to="/sign-in" search={{}}>
          Back to sign in
        </TextLink>
      }
    >
      <ForgotForm />
    </Front>
  );
}
