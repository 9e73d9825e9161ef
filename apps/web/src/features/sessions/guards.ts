import { isFailure } from "@plinth/client";
import { redirect } from "@tanstack/react-router";
import { queryClient, trpc } from "../../api.ts";

const BELIEVED_MS = 2_000;

/** Lets only signed-in people on; others go to sign in and come back to `href`. */
export async function requireAccount(href: string): Promise<void> {
  if (await isSignedIn()) return;
  await requireSetUp();
  throw redirect({ to: "/sign-in", search: { next: href === "/" ? undefined : href }, replace: true });
}

/** Lets only people on who are not signed in; others go on to `next`. */
export async function requireNobody(next: string | undefined): Promise<void> {
  if (await isSignedIn()) throw redirect({ href: next ?? "/", replace: true });
  await requireSetUp();
}

async function isSignedIn(): Promise<boolean> {
  const me = trpc.accounts.me.queryOptions();
  const known = queryClient.getQueryState(me.queryKey);
  if (isFailure(known?.error, "UNAUTHORIZED")) return false;
  // What is known is believed and asked again meanwhile, so that a session ended elsewhere is noticed with the next page.
  const asked = queryClient.query({ ...me, staleTime: BELIEVED_MS });
  if (known?.data) {
    asked.catch(() => {});
    return true;
  }
  try {
    await asked;
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
