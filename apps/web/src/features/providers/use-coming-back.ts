import { isFailure, type RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { queryClient } from "../../api.ts";
import { failureWords, tellDone } from "../../failure-notice.ts";
import { safeNext } from "../sessions/next-path.ts";
import type { SecondFactorQuestion } from "../sessions/second-step.tsx";
import { returned } from "./returned.ts";

/** What the page says meanwhile, and if it does not go on. */
interface ComingBack {
  asked: SecondFactorQuestion | null;
  /** Why nothing came of it. */
  refusal: string | null;
  /** Goes on once a second factor was shown too. */
  goOn(): Promise<unknown>;
}

/** Ends what was begun at a provider with what it sent the browser back with, once. */
export function useComingBack(provider: string, label: string): ComingBack {
  const trpc = useTRPC();
  const router = useRouter();
  const [asked, setAsked] = useState<SecondFactorQuestion | null>(null);
  const next = useRef<string | null>(null);
  const isSent = useRef(false);
  const goOn = async () => {
    queryClient.clear();
    await router.navigate({ href: safeNext(next.current) ?? "/", replace: true });
  };
  const { mutate, error } = useMutation(
    trpc.providers.finish.mutationOptions({
      meta: { explains: () => true },
      onSuccess: async (done: RouterOutputs["providers"]["finish"]) => {
        next.current = done.next;
        if (done.purpose === "link") {
          await router.navigate({ to: "/account/security", replace: true });
          tellDone(`${label} is linked to your account.`);
        } else if (done.secondFactor) setAsked(done.secondFactor);
        else await goOn();
      },
    }),
  );
  const { state, code, iss, error: refused } = returned() ?? {};
  useEffect(() => {
    // A code counts once, and React calls twice in development.
    if (!state || !code || refused || isSent.current) return;
    isSent.current = true;
    mutate({ provider, state, code, ...(iss && { iss }) });
  }, [state, code, iss, refused, provider, mutate]);

  const withoutCode =
    refused === "access_denied" ? `You did not go on at ${label}.` : `${label} did not send you here.`;
  const sentWords =
    error && (isFailure(error, "NOT_FOUND") ? "People cannot sign in with this provider here." : failureWords(error));
  return { asked, refusal: state && code && !refused ? sentWords : withoutCode, goOn };
}
