import { NameForm } from "../features/accounts/name-form.tsx";
import { useMe } from "../features/accounts/use-me.ts";
import { PreferencesForm } from "../features/notifications/preferences-form.tsx";
import { PasswordForm } from "../features/sessions/password-form.tsx";
import { SessionList } from "../features/sessions/session-list.tsx";
import { Page } from "../shell/page.tsx";
import { Section } from "../shell/section.tsx";

export function AccountPage() {
  const { email, operator } = useMe();
  return (
    <Page title="My account" lead={operator ? `${email} · operator of this installation` : email}>
      <Section title="Name">
        <NameForm />
      </Section>
      <Section title="Password" lead="Changing it signs you out everywhere else.">
        <PasswordForm />
      </Section>
      <Section id="notifications" title="Notifications" lead="What you are told of, and how.">
        <PreferencesForm />
      </Section>
      <SessionList />
    </Page>
  );
}
