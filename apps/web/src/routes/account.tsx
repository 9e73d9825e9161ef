import { NameForm } from "../features/accounts/name-form.tsx";
import { useMe } from "../features/accounts/use-me.ts";
import { AddressForm } from "../features/emails/address-form.tsx";
import { PreferencesForm } from "../features/notifications/preferences-form.tsx";
import { Section } from "../shell/section.tsx";

export function AccountPage() {
  const { email, verified } = useMe();
  return (
    <>
      <Section title="Name">
        <NameForm />
      </Section>
      <Section title="E-mail address" lead={`${email}${verified ? "" : ", not confirmed yet"}`}>
        <AddressForm />
      </Section>
      <Section id="notifications" title="Notifications" lead="What you are told of, and how.">
        <PreferencesForm />
      </Section>
    </>
  );
}
