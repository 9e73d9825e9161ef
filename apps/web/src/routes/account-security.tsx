import { PasskeyList } from "../features/passkeys/passkey-list.tsx";
import { PasswordSection } from "../features/passwords/password-section.tsx";
import { ConnectionList } from "../features/providers/connection-list.tsx";
import { TrustedBrowsers } from "../features/second-factors/trusted-browsers.tsx";
import { TwoStepSection } from "../features/second-factors/two-step-section.tsx";
import { SessionList } from "../features/sessions/session-list.tsx";

export function AccountSecurityPage() {
  return (
    <>
      <PasswordSection />
      <TwoStepSection />
      <TrustedBrowsers />
      <PasskeyList />
      <ConnectionList />
      <SessionList />
    </>
  );
}
