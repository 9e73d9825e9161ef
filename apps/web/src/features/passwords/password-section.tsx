import { Skeleton } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useQuery } from "@tanstack/react-query";
import { LoadFailure } from "../../shell/load-failure.tsx";
import { Section } from "../../shell/section.tsx";
import { FirstPassword } from "./first-password.tsx";
import { PasswordForm } from "./password-form.tsx";

/** Changes the password, or has somebody get one who signs in otherwise. */
export function PasswordSection() {
  const trpc = useTRPC();
  const { data: ways, error, refetch } = useQuery(trpc.sessions.waysToProve.queryOptions());
  const hasNone = ways && !ways.methods.includes("password");
  return (
    <Section
      title="Password"
      lead={hasNone ? "You have none, and sign in without one." : "Changing it signs you out everywhere else."}
    >
      {ways ? (
        hasNone ? (
          <FirstPassword />
        ) : (
          <PasswordForm />
        )
      ) : error ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={202} maw={440} />
      )}
    </Section>
  );
}
