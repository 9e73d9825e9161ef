import { mutation, query, t } from "@plinth/kernel";
import { followState, followTask, unfollowTask } from "./follow-task.ts";
import { FollowedTask } from "./inputs.ts";
import { FollowState } from "./outputs.ts";

export const followsRouter = t.router({
  state: query
    .input(FollowedTask)
    .output(FollowState)
    .query(({ ctx, input }) => followState(ctx, input.taskId)),
  follow: mutation
    .input(FollowedTask)
    .output(FollowState)
    .mutation(({ ctx, input }) => followTask(ctx, input.taskId)),
  unfollow: mutation
    .input(FollowedTask)
    .output(FollowState)
    .mutation(({ ctx, input }) => unfollowTask(ctx, input.taskId)),
});
