import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";

const leave = ({ url }: { url: string }) => window.location.assign(url);

/** Goes to a provider to sign in, and comes back to the page that somebody was on the way to. */
export function useSignInElsewhere() {
  const trpc = useTRPC();
  return useMutation(trpc.providers.begin.mutationOptions({ onSuccess: leave }));
}

/** Goes to a provider to link an account there. */
export function useLinking() {
  const trpc = useTRPC();
  return useMutation(trpc.providers.beginLink.mutationOptions({ onSuccess: leave }));
}
