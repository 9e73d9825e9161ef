import { Skeleton } from "@mantine/core";
import { isFailure } from "@plinth/client";
import { useTRPC } from "@plinth/client/react";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { AcceptInvite } from "../features/invites/accept-invite.tsx";
import { JoinAsNobody } from "../features/invites/join-as-nobody.tsx";
import { roleWords } from "../features/members/role-words.ts";
import { ButtonLink } from "../shell/button-link.tsx";
import { Front } from "../shell/front.tsx";
import { LoadFailure } from "../shell/load-failure.tsx";

const route = getRouteApi("/join/$token");

export function JoinPage() {
  const trpc = useTRPC();
  const { token } = route.useParams();
  const preview = useQuery(trpc.invites.preview.queryOptions({ token }));
  const me = useQuery(trpc.accounts.me.queryOptions());
  const nobody = isFailure(me.error, "UNAUTHORIZED");

  if (isFailure(preview.error, "NOT_FOUND") || isFailure(preview.error, "BAD_REQUEST")) return <UselessInvite />;
  const error = preview.error ?? (nobody ? null : me.error);
  if (error) {
    return (
      <Front title="Join">
        <LoadFailure error={error} onRetry={() => void Promise.all([preview.refetch(), me.refetch()])} />
      </Front>
    );
  }
  if (!preview.data || (!me.data && !nobody)) {
    return (
      <Front title="Join">
        <Skeleton height={14} mb={10} />
        <Skeleton height={14} width="60%" mb={24} />
        <Skeleton height={36} />
      </Front>
    );
  }
  const { workspaceName, role, email } = preview.data;
  return (
    <Front
      title={`Join ${workspaceName}`}
      lead={
        <>
          This invite is for <strong>{email}</strong>, as {roleWords[role].name.toLowerCase()}.
        </>
      }
    >
      {nobody || !me.data ? (
        <JoinAsNobody token={token} email={email} />
      ) : (
        <AcceptInvite token={token} email={email} me={me.data} workspaceName={workspaceName} />
      )}
    </Front>
  );
}

function UselessInvite() {
  return (
    <Front
      title="This invite cannot be used"
      lead="It has been used, taken back or has expired, or the link is not complete. Ask whoever sent it for a new one."
    >
      <ButtonLink to="/" variant="default" fullWidth>
        Go to Plinth
      </ButtonLink>
    </Front>
  );
}
