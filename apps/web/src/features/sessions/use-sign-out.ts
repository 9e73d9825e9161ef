import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { queryClient } from "../../api.ts";

/** Ends this session and goes to the sign-in page. */
export function useSignOut() {
  const trpc = useTRPC();
  const router = useRouter();
  return useMutation(
    trpc.sessions.signOut.mutationOptions({
      onSuccess: async () => {
        queryClient.removeQueries(trpc.accounts.me.queryFilter());
        await router.navigate({ to: "/sign-in", search: {} });
        queryClient.clear();
      },
    }),
  );
}
