import { Loader, Text } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { useComingBack } from "../features/providers/use-coming-back.ts";
import { stepTitles } from "../features/sessions/entry-step.ts";
import { SecondStep } from "../features/sessions/second-step.tsx";
import { ButtonLink } from "../shell/button-link.tsx";
import { Front } from "../shell/front.tsx";

const route = getRouteApi("/auth/callback/$provider");

/** Where providers send people back to. */
export function AuthCallbackPage() {
  const { provider } = route.useParams();
  const { label } = route.useLoaderData();
  const { asked, refusal, goOn } = useComingBack(provider, label);
  const [over, setOver] = useState<string>();
  const why = over ?? refusal;
  if (why) return <NothingCameOfIt refusal={why} />;
  if (asked) {
    return (
      <Front title={stepTitles.second}>
        <SecondStep question={asked} onDone={goOn} onOver={setOver} />
      </Front>
    );
  }
  return (
    <Front title="One moment" lead={`Checking with ${label} who you are.`}>
      <Loader size="sm" />
    </Front>
  );
}

function NothingCameOfIt({ refusal }: { refusal: string }) {
  const trpc = useTRPC();
  // Whoever was signed in came to link an account.
  const { data: me, isPending } = useQuery(trpc.accounts.me.queryOptions());
  return (
    <Front title={me ? "Nothing was linked" : "You are not signed in"}>
      <Text role="alert" mb="lg">
        {refusal}
      </Text>
      {!isPending &&
        (me ? (
          <ButtonLink to="/account/security" fullWidth>
            Back to your account
          </ButtonLink>
        ) : (
          <ButtonLink to="/sign-in" search={{}} fullWidth>
            Back to sign in
          </ButtonLink>
        ))}
    </Front>
  );
}
