import { z } from "zod";
import { rowId } from "../../fields.ts";
import { role } from "./roles.ts";

export const WorkspaceId = z.strictObject({ workspaceId: rowId });

export const MemberId = z.strictObject({ workspaceId: rowId, userId: rowId });

export const RoleChange = MemberId.extend({ role });
