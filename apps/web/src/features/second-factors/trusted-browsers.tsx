import { Button } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { IconDeviceDesktop } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { optimistic } from "../../optimistic.ts";
import { Ago } from "../../shell/ago.tsx";
import rows from "../../shell/rows.module.css";
import { Section } from "../../shell/section.tsx";

const untilWords = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** The browsers in which no second factor is asked for, with what ends that. Nothing where there are none. */
export function TrustedBrowsers() {
  const trpc = useTRPC();
  const list = trpc.devices.listTrusted.queryOptions();
  const { data: browsers } = useLive(list);
  const distrust = useMutation(
    trpc.devices.distrust.mutationOptions(
      optimistic(list.queryKey, (known, { id }) => known.filter((other) => other.id !== id)),
    ),
  );
  const distrustAll = useMutation(trpc.devices.distrustAll.mutationOptions(optimistic(list.queryKey, () => [])));
  if (!browsers || browsers.length === 0) return null;
  return (
    <Section
      title="Trusted browsers"
      lead="Here your password is enough. They are not asked for a second step until the time is over."
      actions={
        browsers.length > 1 && (
          <Button variant="default" size="xs" onClick={() => distrustAll.mutate()}>
            Ask everywhere again
          </Button>
        )
      }
    >
      <ul className={rows.rows}>
        {browsers.map(({ id, device, lastSeenAt, trustedUntil }) => (
          <li className={rows.row} key={id}>
            <IconDeviceDesktop size={22} stroke={1.5} aria-hidden />
            <div className={rows.text}>
              <div className={rows.title}>{device}</div>
              <div className={rows.detail}>
                Trusted until {untilWords.format(new Date(trustedUntil))}
                <span className={rows.secondary}>
                  , signed in <Ago moment={lastSeenAt} />
                </span>
              </div>
            </div>
            <Button
              variant="default"
              size="xs"
              aria-label={`Ask in ${device} again`}
              onClick={() => distrust.mutate({ id })}
            >
              Ask again
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
