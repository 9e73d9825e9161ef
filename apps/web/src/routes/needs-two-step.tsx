import { useLive, useTRPC } from "@plinth/client/react";
import { IconShieldLock } from "@tabler/icons-react";
import { getRouteApi, Navigate } from "@tanstack/react-router";
import { ButtonLink } from "../shell/button-link.tsx";
import { EmptyState } from "../shell/empty-state.tsx";
import classes from "../shell/page.module.css";
import { usePageTitle } from "../shell/page-title.ts";

const route = getRouteApi("/signed-in/needs-two-step");

/** Stands where a workspace would be that is closed to whoever has no second factor. Leads there once they have one. */
export function NeedsTwoStepPage() {
  usePageTitle("Two-step sign-in needed");
  const trpc = useTRPC();
  const { workspace: slug } = route.useSearch();
  const { data: workspaces } = useLive(trpc.workspaces.list.queryOptions());
  const workspace = workspaces?.find((one) => one.slug === slug);
  if (!workspaces) return null;
  if (!workspace?.heldSince) return <Navigate to="/$workspace" params={{ workspace: slug }} search={{}} replace />;
  return (
    <div className={classes.page}>
      <EmptyState
        icon={<IconShieldLock size={24} />}
        order={1}
        title={`${workspace.name} needs two-step sign-in`}
        action={
          <ButtonLink to="/account/security" hash="two-step">
            Set it up
          </ButtonLink>
        }
      >
        Its owners have decided that members sign in with a second step, such as a code of an app. You are still a
        member, and everything is there again as soon as you have set it up. To leave it instead, ask an owner to remove
        you.
      </EmptyState>
    </div>
  );
}
