import { first } from "@plinth/database";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { rowId } from "../../fields.ts";
import { button, heading, oneLine, paragraph } from "../../mail/letter.ts";
import { mailTemplate } from "../../mail/template.ts";
import { users } from "../accounts/table.ts";
import { type Role, role } from "../members/roles.ts";
import { members } from "../members/table.ts";
import { inGoodStanding, unused, vouchedFor } from "./rules.ts";
import { invites } from "./table.ts";

const roleWords: Record<Role, string> = {
  owner: "an owner",
  admin: "an admin",
  member: "a member",
  viewer: "a viewer",
};

/** The link of an invite, to the address it was made for. Not sent once the link is of no use any more. */
export const invitationMail = mailTemplate({
  name: "invitation",
  props: z.strictObject({
    inviteId: rowId,
    token: z.string(),
    workspaceName: z.string(),
    invitedBy: z.string(),
    role,
    validDays: z.number(),
  }),
  sample: {
    inviteId: "019c0000-0000-7000-8000-000000000000",
    token: "A-token-that-opens-nothing",
    workspaceName: "Acme Robotics",
    invitedBy: "Grace Hopper",
    role: "member",
    validDays: 7,
  },
  write({ token, invitedBy, validDays, ...invite }, home) {
    const workspace = oneLine(invite.workspaceName);
    const inviter = oneLine(invitedBy);
    return {
      subject: `${inviter} invites you to ${workspace}`,
      preview: `Join ${workspace} as ${roleWords[invite.role]}.`,
      blocks: [
        heading(`Join ${workspace}`),
        paragraph(`${inviter} invites you to work together in ${workspace}, as ${roleWords[invite.role]}.`),
        button("Accept the invite", `${home}/join/${token}`),
        paragraph(`The link works once, for this address only, within ${validDays} days.`),
      ],
      reason: `You get this because ${inviter} entered your address. If you do not know them, you need not do anything.`,
    };
  },
  async isWanted({ db, now }, { inviteId }) {
    const isOpen = and(eq(invites.id, inviteId), unused(now));
    const vouched = db.select({ id: invites.id }).from(invites).innerJoin(members, vouchedFor());
    return !!(await first(vouched.innerJoin(users, inGoodStanding()).where(isOpen)));
  },
});
