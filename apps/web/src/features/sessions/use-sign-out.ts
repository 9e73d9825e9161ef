import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { queryClient } from "../../api.ts";
import { forgetPerson } from "./forget-person.ts";

/** Ends this session and goes to the sign-in page. */
export function useSignOut() {
  const trpc = useTRPC();
  const router = useRouter();
  return useMutation(
    trpc.sessions.signOut.mutationOptions({
      onSuccess: async () => {
        // To be asked again, but not removed: the page shows the person until it is left.
        await queryClient.invalidateQueries({ ...trpc.accounts.me.queryFilter(), refetchType: "none" });
        await forgetPerson(router, { comesBack: false });
      },
    }),
  );
}
