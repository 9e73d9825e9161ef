import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";

/** Starts a session. What was loaded for nobody, or for somebody else, is forgotten. */
export function useSignIn() {
  const trpc = useTRPC();
  return useMutation(
    trpc.sessions.signIn.mutationOptions({
      meta: { explains: () => true },
      onSuccess: () => queryClient.clear(),
    }),
  );
}
