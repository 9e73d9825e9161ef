import { queryClient, trpc } from "../../api.ts";

/** Loads whether somebody is to be asked for their address's confirmation, so that the page does not jump. It works without that, too. */
export async function loadUnverified(): Promise<void> {
  const me = queryClient.getQueryData(trpc.accounts.me.queryKey());
  if (!me || me.verified) return;
  await queryClient.query({ ...trpc.accounts.installation.queryOptions(), staleTime: "static" }).catch(() => {});
}
