import type { AnyRouter } from "@tanstack/react-router";
import { queryClient } from "../../api.ts";

const signedOutPages = ["/sign-in", "/sign-up", "/set-up", "/join"];

/** Goes to the sign-in page, from there back to where the person is, and forgets everything that was loaded for them. */
export async function forgetPerson(router: AnyRouter): Promise<void> {
  const { pathname, href } = router.state.location;
  if (signedOutPages.some((page) => pathname.startsWith(page))) return;
  await router.navigate({ to: "/sign-in", search: { next: href === "/" ? undefined : href }, replace: true });
  queryClient.clear();
}
