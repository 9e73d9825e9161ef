import { Button } from "@mantine/core";
import { useTRPC } from "@plinth/client/react";
import { useMutation } from "@tanstack/react-query";
import { ButtonLink } from "../../shell/button-link.tsx";
import { useMe } from "../accounts/use-me.ts";
import classes from "./people.module.css";

const day = new Intl.DateTimeFormat("en", { dateStyle: "long" });

/** Above every page while something about who is signed in must not be overlooked. */
export function StandingBanner() {
  const { name, impersonated, deletionDueAt } = useMe();
  if (impersonated) {
    return (
      <div className={classes.banner} role="alert">
        <span>You are signed in as {name}. Everything you do is recorded under their name and yours.</span>
        <StopButton />
      </div>
    );
  }
  if (!deletionDueAt) return null;
  return (
    <div className={classes.banner} role="alert">
      <span>Your account will be deleted on {day.format(new Date(deletionDueAt))}.</span>
      <ButtonLink to="/account/data" variant="white" color="red" size="xs" flex="none">
        Keep it
      </ButtonLink>
    </div>
  );
}

/** Makes an operator themselves again. */
function StopButton() {
  const trpc = useTRPC();
  const stop = useMutation(
    trpc.people.stopImpersonating.mutationOptions({ onSettled: () => window.location.assign("/admin/people") }),
  );
  return (
    <Button variant="white" color="red" size="xs" flex="none" loading={stop.isPending} onClick={() => stop.mutate()}>
      Stop
    </Button>
  );
}
