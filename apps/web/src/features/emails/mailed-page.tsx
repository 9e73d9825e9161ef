import { Button, Stack } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { failureWords } from "../../failure-notice.ts";
import { Refusal } from "../../form/refusal.tsx";
import { ButtonLink } from "../../shell/button-link.tsx";
import { Front } from "../../shell/front.tsx";

/** What a page says once its button has done what it is for. */
export interface Done {
  title: string;
  lead?: ReactNode;
  /** Where it goes on. */
  next: ReactNode;
}

interface Props {
  title: string;
  lead: ReactNode;
  /** What the button says. */
  action: string;
  /** Sends what the link holds. Nothing comes back where another page follows. */
  onAct(token: string): Promise<Done | undefined>;
  /** Whether only the person whose link it is may use it. Default: whoever holds it. */
  needsAccount?: boolean;
  /** Where to go once the link was refused. */
  instead?: ReactNode;
}

/** The page that a link in a mail leads to. Opening it does nothing yet, because programs that look after mail open links too. */
export function MailedPage(props: Props) {
  // Behind the `#`, which is sent to no server. Another one in the same tab is another page.
  const { hash, href } = useLocation();
  return <MailedDeed key={hash} {...props} hash={hash} href={href} />;
}

function MailedDeed({
  title,
  lead,
  action,
  onAct,
  needsAccount = false,
  instead,
  hash,
  href,
}: Props & { hash: string; href: string }) {
  const trpc = useTRPC();
  const me = useQuery({ ...trpc.accounts.me.queryOptions(), enabled: needsAccount, retry: false });
  const act = useMutation({ mutationFn: onAct, meta: { explains: () => true } });
  const { data: done } = act;
  if (done) {
    return (
      <Front title={done.title} lead={done.lead}>
        {done.next}
      </Front>
    );
  }
  // What the server says of single parts of a link is of no use to whoever has clicked it.
  if (!hash || (isFailure(act.error, "BAD_REQUEST") && act.error.data.issues?.length)) {
    return (
      <Front title={title} lead="This link is not complete. Open it from the mail again.">
        {instead ?? (
          <ButtonLink to="/" variant="default" fullWidth>
            Go to Plinth
          </ButtonLink>
        )}
      </Front>
    );
  }
  if (needsAccount && isFailure(me.error, "UNAUTHORIZED")) {
    return (
      <Front title={title} lead="Sign in with the account this mail is about, and you come back to this page.">
        <ButtonLink to="/sign-in" search={{ next: href }} fullWidth>
          Sign in
        </ButtonLink>
      </Front>
    );
  }
  return (
    <Front title={title} lead={lead}>
      <Stack>
        <Refusal>{act.error ? failureWords(act.error) : null}</Refusal>
        <Button
          fullWidth
          loading={act.isPending || act.isSuccess || (needsAccount && me.isPending)}
          onClick={() => act.mutate(hash)}
        >
          {action}
        </Button>
        {act.error && instead}
      </Stack>
    </Front>
  );
}
