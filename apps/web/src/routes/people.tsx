import { PeopleList } from "../features/people/people-list.tsx";
import { Page } from "../shell/page.tsx";

/** Everybody with an account, for operators. */
export function PeoplePage() {
  return (
    <Page title="People" lead="Everybody with an account here. All you do is recorded.">
      <PeopleList />
    </Page>
  );
}
