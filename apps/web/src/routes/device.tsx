import { getRouteApi } from "@tanstack/react-router";
import { DeviceLogin } from "../features/device-logins/device-login.tsx";
import { Page } from "../shell/page.tsx";

const route = getRouteApi("/signed-in/device");

/** Where a program is signed in that has no browser of its own. */
export function DevicePage() {
  const { code } = route.useSearch();
  return (
    <Page title="Sign a program in" lead="Only go on if you have just started this yourself.">
      <DeviceLogin code={code} />
    </Page>
  );
}
