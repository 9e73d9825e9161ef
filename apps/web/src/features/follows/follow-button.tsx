import { ActionIcon, Tooltip } from "@mantine/core";
import type { RouterOutputs } from "@plinth/client";
import { useLive, useTRPC } from "@plinth/client/react";
import { IconBellOff, IconBellRinging } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { optimistic } from "../../optimistic.ts";

type State = RouterOutputs["follows"]["state"];

const reasons: Record<NonNullable<State["why"]>, string> = {
  chosen: "You follow this task.",
  created: "You follow this task because you created it.",
  assigned: "You follow this task because it is yours.",
  commented: "You follow this task because you commented on it.",
  mentioned: "You follow this task because you were mentioned.",
};

/** Whether the person is told of this task's comments, which a click changes. */
export function FollowButton({ taskId }: { taskId: string }) {
  const trpc = useTRPC();
  const state = trpc.follows.state.queryOptions({ taskId });
  const { data } = useLive(state);
  const follow = useMutation(
    trpc.follows.follow.mutationOptions(optimistic(state.queryKey, (): State => ({ following: true, why: "chosen" }))),
  );
  const unfollow = useMutation(
    trpc.follows.unfollow.mutationOptions(optimistic(state.queryKey, (): State => ({ following: false, why: null }))),
  );
  if (!data) return null;
  const { following, why } = data;
  const words = following
    ? `${why ? reasons[why] : ""} Click to hear no more of it.`
    : "Be told of comments on this task";
  return (
    <Tooltip label={words} multiline maw="min(18rem, 90vw)">
      <ActionIcon
        aria-label="Follow this task"
        aria-pressed={following}
        variant={following ? "light" : "subtle"}
        color={following ? "verdigris" : "gray"}
        onClick={() => (following ? unfollow : follow).mutate({ taskId })}
      >
        {following ? <IconBellRinging size={18} /> : <IconBellOff size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
