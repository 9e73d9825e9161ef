import { query, t } from "@plinth/kernel";
import { activityOfProject, activityOfTask } from "./activity.ts";
import { ActivityOfProject, ActivityOfTask } from "./inputs.ts";
import { ActivityPage } from "./outputs.ts";

export const activityRouter = t.router({
  ofTask: query
    .input(ActivityOfTask)
    .output(ActivityPage)
    .query(({ ctx, input }) => activityOfTask(ctx, input)),
  ofProject: query
    .input(ActivityOfProject)
    .output(ActivityPage)
    .query(({ ctx, input }) => activityOfProject(ctx, input)),
});
