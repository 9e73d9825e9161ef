import { Outlet } from "@tanstack/react-router";
import { AccountTabs } from "../features/accounts/account-tabs.tsx";
import { useMe } from "../features/accounts/use-me.ts";
import { Page } from "../shell/page.tsx";

/** What every page about one's own account stands in. */
export function AccountLayout() {
  const { email, operator } = useMe();
  return (
    <Page title="My account" lead={operator ? `${email} · operator of this installation` : email}>
      <AccountTabs />
      <Outlet />
    </Page>
  );
}
