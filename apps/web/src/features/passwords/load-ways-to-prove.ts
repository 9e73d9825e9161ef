import { queryClient, trpc } from "../../api.ts";

/** Loads whether somebody has a password, so that the page does not jump. The page says so itself where that fails. */
export async function loadWaysToProve(): Promise<void> {
  await queryClient.query(trpc.sessions.waysToProve.queryOptions()).catch(() => {});
}
