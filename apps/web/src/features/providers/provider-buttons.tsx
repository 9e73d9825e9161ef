import { Button } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { ProviderIcon } from "./provider-icon.tsx";
import { useSignInElsewhere } from "./use-journey.ts";

interface Props {
  providers: RouterOutputs["providers"]["list"];
  /** Where they were on the way to. */
  next: string | undefined;
}

/** The ways in with accounts that people have elsewhere. */
export function ProviderButtons({ providers, next }: Props) {
  const signIn = useSignInElsewhere();
  const going = signIn.isPending ? signIn.variables.provider : undefined;
  return providers.map(({ name, label }) => (
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
  ));
}
