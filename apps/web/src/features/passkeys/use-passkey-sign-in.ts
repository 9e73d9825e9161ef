import { useTRPC } from "@plinth/client/react";
import { browserSupportsWebAuthnAutofill, WebAuthnAbortService } from "@simplewebauthn/browser";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { queryClient } from "../../api.ts";
import { useCeremony } from "./use-ceremony.ts";
import { canUsePasskeys, showPasskey } from "./webauthn.ts";

// A question counts for five minutes, so that it is asked anew before.
const ASKED_ANEW_MS = 4 * 60_000;

/** Signs in with a passkey, chosen in a dialog of the browser or below the field for the address, where browsers offer that. */
export function usePasskeySignIn(onDone: () => Promise<unknown>) {
  const trpc = useTRPC();
  const { refusal, isRunning, run } = useCeremony();
  const [asked, setAsked] = useState(0);
  const explains = { meta: { explains: () => true } };
  const begin = useMutation({ ...trpc.passkeys.beginSignIn.mutationOptions(), ...explains });
  const finish = useMutation({ ...trpc.passkeys.finishSignIn.mutationOptions(), ...explains });

  const signIn = async ({ autofill }: { autofill: boolean }) => {
    const { ticket, options } = await begin.mutateAsync();
    const response = await showPasskey(options, { autofill });
    await run(async () => {
      await finish.mutateAsync({ ticket, response });
      queryClient.clear();
      await onDone();
    });
  };
  const latest = useRef(signIn);
  latest.current = signIn;

  useEffect(() => {
    let isOver = false;
    const offer = async () => {
      if (!canUsePasskeys() || !(await browserSupportsWebAuthnAutofill()) || isOver) return;
      // Whoever chooses none signs in otherwise, and need not hear of it.
      await latest.current({ autofill: true }).catch(() => {});
    };
    void offer();
    const timer = setTimeout(() => setAsked((times) => times + 1), ASKED_ANEW_MS);
    return () => {
      isOver = true;
      clearTimeout(timer);
      WebAuthnAbortService.cancelCeremony();
    };
  }, [asked]);

  return { refusal, isRunning, start: () => run(() => signIn({ autofill: false })) };
}
