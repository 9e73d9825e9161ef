import { Select } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { optimistic } from "../../optimistic.ts";
import { homeZone } from "./home-zone.ts";
import classes from "./preferences-form.module.css";

type Digest = RouterOutputs["notifications"]["preferences"]["digest"];

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

const zones = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", homeZone()])].sort();

/** When the mail comes that comes once a day. */
export function DigestFields({ digest }: { digest: Digest }) {
  const trpc = useTRPC();
  const { mutate } = useMutation(
    trpc.notifications.setDigest.mutationOptions(
      optimistic(trpc.notifications.preferences.queryKey(), (known, changed) => ({ ...known, digest: changed })),
    ),
  );
  const timeZone = digest.timeZone ?? homeZone();
  return (
    <div className={classes.digest}>
      <Select
        label="The daily mail comes at"
        w={180}
        data={hours}
        value={String(digest.hour)}
        onChange={(hour) => hour !== null && mutate({ timeZone, hour: Number(hour) })}
      />
      <Select
        label="Time zone"
        w={240}
        searchable
        data={zones.includes(timeZone) ? zones : [timeZone, ...zones]}
        value={timeZone}
        onChange={(zone) => zone !== null && mutate({ timeZone: zone, hour: digest.hour })}
      />
    </div>
  );
}
