import { isFailure } from "@plinth/client";
import { notFound, redirect } from "@tanstack/react-router";
import { queryClient, trpc } from "../../api.ts";
import { nextFrom } from "./next-path.ts";

const BELIEVED_MS = 2_000;

/** Lets only signed-in people on; others go to sign in and come back to `href`. */
export async function requireAccount(href: string): Promise<void> {
  const asked = isSignedIn();
  // Whoever is known is believed and asked meanwhile, so that a session ended elsewhere is noticed with the next page.
  const known = queryClient.getQueryState(trpc.accounts.me.queryKey());
  if (known?.data && !isFailure(known.error, "UNAUTHORIZED")) return void asked.catch(() => {});
  if (await asked) return;
  await requireSetUp();
  throw toSignIn(href);
}

/** Lets only operators on; for others there is no such page. */
export async function requireOperator(): Promise<void> {
  const { operator } = await queryClient.query(trpc.accounts.me.queryOptions());
  if (!operator) throw notFound();
}

/** Lets only people on who are not signed in; others go on to `next`. */
export async function requireNobody(next: string | undefined): Promise<void> {
  if (await isSignedIn()) throw redirect({ href: next ?? "/", replace: true });
  await requireSetUp();
}

/** What a page does that could not be loaded: shows that there is no such page, lets the person sign in first, or tells the error. */
export function insteadOfPage(error: unknown, href: string): unknown {
  if (isFailure(error, "NOT_FOUND")) return notFound();
  return isFailure(error, "UNAUTHORIZED") ? toSignIn(href) : error;
}

function toSignIn(href: string) {
  return redirect({ to: "/sign-in", search: { next: nextFrom(href) }, replace: true });
}

async function isSignedIn(): Promise<boolean> {
  const me = trpc.accounts.me.queryOptions();
  if (isFailure(queryClient.getQueryState(me.queryKey)?.error, "UNAUTHORIZED")) return false;
  try {
    await queryClient.query({ ...me, staleTime: BELIEVED_MS });
    return true;
  } catch (error) {
    if (isFailure(error, "UNAUTHORIZED")) return false;
    throw error;
  }
}

/** Before the first account exists, only the set-up page makes sense. */
async function requireSetUp(): Promise<void> {
  const { needsSetUp } = await queryClient.query(trpc.accounts.installation.queryOptions());
  if (needsSetUp) throw redirect({ to: "/set-up", search: {}, replace: true });
}
