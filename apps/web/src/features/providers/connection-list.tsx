import { Button, Group } from "@mantine/core";
import { useLive, useTRPC } from "@plinth/client/react";
import { useQuery } from "@tanstack/react-query";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { RowSkeletons } from "../../shell/row-skeletons.tsx";
import rows from "../../shell/rows.module.css";
import { Section } from "../../shell/section.tsx";
import { ConnectionRow } from "./connection-row.tsx";
import { ProviderIcon } from "./provider-icon.tsx";
import { useLinking } from "./use-journey.ts";

/** The accounts elsewhere that sign in to this one. Nothing where there are none to link. */
export function ConnectionList() {
  const trpc = useTRPC();
  const providers = useQuery(trpc.providers.list.queryOptions());
  const { data, error, refetch } = useLive(trpc.providers.connections.queryOptions());
  const linking = useLinking();
  const open = providers.data?.filter(({ name }) => !data?.connections.some(({ provider }) => provider === name)) ?? [];
  if (!providers.data || (providers.data.length === 0 && !data?.connections.length)) return null;

  return (
    <Section title="Connected accounts" lead="Sign in here with an account that you have elsewhere.">
      {error && !data ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <RowSkeletons count={1} />
      ) : (
        data.connections.length > 0 && (
          <ul className={rows.rows}>
            {data.connections.map((connection) => (
              <ConnectionRow key={connection.id} connection={connection} mayUnlink={data.mayUnlink} />
            ))}
          </ul>
        )
      )}
      {data && open.length > 0 && (
        <Group gap="xs" mt={data.connections.length > 0 ? "sm" : 0}>
          {open.map(({ name, label }) => (
            <Button
              key={name}
              variant="default"
              leftSection={<ProviderIcon name={name} size={18} />}
              loading={linking.isPending && linking.variables.provider === name}
              onClick={() => linking.mutate({ provider: name })}
            >
              Link {label}
            </Button>
          ))}
        </Group>
      )}
    </Section>
  );
}
