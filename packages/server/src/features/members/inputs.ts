import { z } from "zod";
import { rowId } from "../../fields.ts";
import { role } from "./roles.ts";

export const WorkspaceId = z.strictObject({ workspaceId: rowId });

export const MemberId = z.strictObject({ workspaceId: rowId, userId: rowId });

/** Whether nobody gets into the workspace who has no second factor. */
export const SecondFactorPolicy = WorkspaceId.extend({ required: z.boolean() });

export const RoleChange = MemberId.extend({ role });
