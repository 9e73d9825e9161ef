import type { AnyRouter } from "@tanstack/react-router";
import { queryClient } from "../../api.ts";

const signedOutPages = ["/sign-in", "/sign-up", "/set-up", "/join"];

/** Goes to the sign-in page, from there back to where the person is, and forgets everything that was loaded for them. */
export async function forgetPerson(router: AnyRouter): Promise<void> {
  const { pathname, href } = router.state.location;
  // Whoever is told twice goes once: a second navigation would end the first, and the page would lose what it still shows.
  if (isLeaving || signedOutPages.some((page) => pathname.startsWith(page))) return;
  isLeaving = true;
  try {
    await router.navigate({ to: "/sign-in", search: { next: href === "/" ? undefined : href }, replace: true });
    queryClient.clear();
  } finally {
    isLeaving = false;
  }
}

let isLeaving = false;
