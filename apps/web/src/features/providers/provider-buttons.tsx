import { Button, Divider, Stack } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useQuery } from "@tanstack/react-query";
import { ProviderIcon } from "./provider-icon.tsx";
import { useSignInElsewhere } from "./use-journey.ts";

/** The other ways in: with accounts that people have elsewhere. */
export function ProviderButtons({ next }: { next: string | undefined }) {
  const trpc = useTRPC();
  const { data: providers = [] } = useQuery(trpc.providers.list.queryOptions());
  const signIn = useSignInElsewhere();
  if (providers.length === 0) return null;
  const going = signIn.isPending ? signIn.variables.provider : undefined;
  return (
    <>
      <Divider label="or" my="lg" />
      <Stack gap="xs">
        {providers.map(({ name, label }) => (
          <Button
            key={name}
            variant="default"
            fullWidth
            leftSection={<ProviderIcon name={name} size={18} />}
            loading={going === name}
            disabled={going !== undefined && going !== name}
            onClick={() => signIn.mutate({ provider: name, ...(next && { next }) })}
          >
            Continue with {label}
          </Button>
        ))}
      </Stack>
    </>
  );
}
