import { z } from "zod";
import { emailAddress, linkToken, rowId } from "../../fields.ts";
import { role } from "../members/roles.ts";

export const NewInvite = z.strictObject({ workspaceId: rowId, email: emailAddress, role });

export const InviteId = z.strictObject({ id: rowId });

export const InviteToken = z.strictObject({ token: linkToken });
