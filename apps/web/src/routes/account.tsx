import { NameForm } from "../features/accounts/name-form.tsx";
import { PreferencesForm } from "../features/notifications/preferences-form.tsx";
import { Section } from "../shell/section.tsx";

export function AccountPage() {
  return (
    <>
      <Section title="Name">
        <NameForm />
      </Section>
      <Section id="notifications" title="Notifications" lead="What you are told of, and how.">
        <PreferencesForm />
      </Section>
    </>
  );
}
