import { useTRPC } from "@plinth/client/react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect } from "react";

/** The time zone that this browser's clock goes by, `Europe/Berlin`. */
export const homeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

/** Tells the server where somebody lives who has not said yet: it is where their browser is. */
export function useHomeZone(): void {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.notifications.preferences.queryOptions());
  const { mutate } = useMutation({ ...trpc.notifications.setDigest.mutationOptions(), meta: { explains: () => true } });
  const hour = data && data.digest.timeZone === null ? data.digest.hour : undefined;
  useEffect(() => {
    if (hour !== undefined) mutate({ timeZone: homeZone(), hour });
  }, [hour, mutate]);
}
