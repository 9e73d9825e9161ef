import { mutation, nothing, query, t } from "@plinth/kernel";
import { z } from "zod";
import { changeTasks } from "./change-tasks.ts";
import { createTask } from "./create-task.ts";
import { deleteTask } from "./delete-task.ts";
import {
  BoardFilter,
  BulkChange,
  NewTask,
  TaskChange,
  TaskFilter,
  TaskId,
  TaskMove,
  TaskNumber,
  TrashOf,
} from "./inputs.ts";
import { listTasks } from "./list-tasks.ts";
import { moveTask } from "./move-task.ts";
import { Board, BulkResult, DeletedTask, TaskPage, TaskView } from "./outputs.ts";
import { restoreTask } from "./restore-task.ts";
import { showBoard } from "./show-board.ts";
import { getTask, getTaskByNumber } from "./task-view.ts";
import { listTrash } from "./trash.ts";
import { updateTask } from "./update-task.ts";

export const tasksRouter = t.router({
  list: query
    .input(TaskFilter)
    .output(TaskPage)
    .query(({ ctx, input }) => listTasks(ctx, input)),
  board: query
    .input(BoardFilter)
    .output(Board)
    .query(({ ctx, input }) => showBoard(ctx, input)),
  get: query
    .input(TaskId)
    .output(TaskView)
    .query(({ ctx, input }) => getTask(ctx, input.id)),
  getByNumber: query
    .input(TaskNumber)
    .output(TaskView)
    .query(({ ctx, input }) => getTaskByNumber(ctx, input)),
  create: mutation
    .input(NewTask)
    .output(TaskView)
    .mutation(({ ctx, input }) => createTask(ctx, input)),
  update: mutation
    .input(TaskChange)
    .output(TaskView)
    .mutation(({ ctx, input }) => updateTask(ctx, input)),
  move: mutation
    .input(TaskMove)
    .output(TaskView)
    .mutation(({ ctx, input }) => moveTask(ctx, input)),
  updateMany: mutation
    .input(BulkChange)
    .output(BulkResult)
    .mutation(({ ctx, input }) => changeTasks(ctx, input)),
  delete: mutation
    .input(TaskId)
    .output(nothing)
    .mutation(({ ctx, input }) => deleteTask(ctx, input.id)),
  trash: query
    .input(TrashOf)
    .output(z.array(DeletedTask))
    .query(({ ctx, input }) => listTrash(ctx, input.projectId)),
  restore: mutation
    .input(TaskId)
    .output(TaskView)
    .mutation(({ ctx, input }) => restoreTask(ctx, input.id)),
});
