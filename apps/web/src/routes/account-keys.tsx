import { KeyList } from "../features/api-keys/key-list.tsx";
import { NewKey } from "../features/api-keys/new-key.tsx";
import { Section } from "../shell/section.tsx";

export function AccountKeysPage() {
  return (
    <>
      <Section
        title="API keys"
        lead="Programs that have one act as you: as far as it says, and never further than you may."
      >
        <KeyList />
      </Section>
      <Section title="Make a key">
        <NewKey />
      </Section>
    </>
  );
}
