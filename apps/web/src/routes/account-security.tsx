import { PasskeyList } from "../features/passkeys/passkey-list.tsx";
import { ConnectionList } from "../features/providers/connection-list.tsx";
import { TwoStepSection } from "../features/second-factors/two-step-section.tsx";
import { PasswordForm } from "../features/sessions/password-form.tsx";
import { SessionList } from "../features/sessions/session-list.tsx";
import { Section } from "../shell/section.tsx";

export function AccountSecurityPage() {
  return (
    <>
      <Section title="Password" lead="Changing it signs you out everywhere else.">
        <PasswordForm />
      </Section>
      <ConnectionList />
      <TwoStepSection />
      <PasskeyList />
      <SessionList />
    </>
  );
}
