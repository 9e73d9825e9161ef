import { Anchor } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { tellDone } from "../../failure-notice.ts";
import { useMe } from "../accounts/use-me.ts";
import classes from "./unverified-banner.module.css";

/** Asks people to look into their mail who have not confirmed their address yet. */
export function UnverifiedBanner() {
  const trpc = useTRPC();
  const { email, verified, impersonated } = useMe();
  const { data } = useQuery({ ...trpc.accounts.installation.queryOptions(), enabled: !verified });
  const resend = useMutation(
    trpc.emails.resend.mutationOptions({ onSuccess: () => tellDone(`A new link is on its way to ${email}.`) }),
  );
  // It is for whoever reads that mail.
  if (verified || impersonated || !data?.sendsMail) return null;
  return (
    <aside className={classes.banner} aria-label="Unconfirmed address">
      <span>
        Confirm your e-mail address: we have sent a link to <strong>{email}</strong>.
      </span>
      <Anchor component="button" type="button" fz="sm" disabled={resend.isPending} onClick={() => resend.mutate()}>
        Send again
      </Anchor>
    </aside>
  );
}
