import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { queryClient } from "../../api.ts";

/** Accepts an invite and goes to its workspace. */
export function useInviteAcceptance() {
  const trpc = useTRPC();
  const navigate = useNavigate();
  return useMutation({
    ...trpc.invites.accept.mutationOptions(),
    onSuccess: async ({ slug }) => {
      await queryClient.invalidateQueries(trpc.workspaces.list.queryFilter());
      await navigate({ to: "/$workspace", params: { workspace: slug }, search: {} });
    },
    meta: { explains: () => true },
  });
}
