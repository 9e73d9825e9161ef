import type { AnyRouter } from "@tanstack/react-router";
import { queryClient } from "../../api.ts";
import { forgetDrafts } from "../markdown/use-draft.ts";
import { nextFrom } from "./next-path.ts";

const signedOutPages = [
  ...["/sign-in", "/sign-up", "/set-up", "/join", "/forgot-password", "/reset-password"],
  ...["/verify-email", "/confirm-address", "/undo-address"],
];

/**
 * Goes to the sign-in page once a session has ended, and forgets everything that was loaded for the person.
 *
 * @param comesBack whether signing in leads back to where they are.
 */
export async function forgetPerson(router: AnyRouter, { comesBack }: { comesBack: boolean }): Promise<void> {
  const { pathname, href } = router.state.location;
  // Whoever is told twice goes once: a second navigation would end the first, and the page would lose what it still shows.
  if (isLeaving || signedOutPages.some((page) => pathname.startsWith(page))) return;
  isLeaving = true;
  try {
    const next = comesBack ? nextFrom(href) : undefined;
    await router.navigate({ to: "/sign-in", search: { next }, replace: comesBack });
    queryClient.clear();
    // Whoever comes back goes on where they were.
    if (!comesBack) forgetDrafts();
  } finally {
    isLeaving = false;
  }
}

let isLeaving = false;
