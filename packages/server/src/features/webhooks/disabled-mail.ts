import { first, type Write } from "@plinth/database";
import type { Actor, MutationContext } from "@plinth/kernel";
import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { rowId } from "../../fields.ts";
import { button, heading, oneLine, paragraph } from "../../mail/letter.ts";
import { sendMail } from "../../mail/send-mail.ts";
import { mailTemplate } from "../../mail/template.ts";
import { members } from "../members/table.ts";
import { workspaces } from "../workspaces/table.ts";
import { type Webhook, webhooks } from "./table.ts";

/** That an endpoint is told nothing more, to those who can do something about it. */
export const disabledMail = mailTemplate({
  name: "webhookDisabled",
  props: z.strictObject({
    webhookId: rowId,
    host: z.string(),
    why: z.string(),
    workspaceName: z.string(),
    slug: z.string(),
  }),
  sample: {
    webhookId: "019c0000-0000-7000-8000-000000000000",
    host: "build.example.com",
    why: "Nothing has arrived there for three days.",
    workspaceName: "Acme Robotics",
    slug: "acme",
  },
  write({ webhookId, why, slug, ...about }, home) {
    const [host, workspace] = [oneLine(about.host), oneLine(about.workspaceName)];
    return {
      subject: `The webhook to ${host} is disabled`,
      preview: why,
      blocks: [
        heading(`The webhook to ${host} is disabled`),
        paragraph(`${why} It is told nothing more of what happens in ${workspace}.`),
        button("Look at the webhook", `${home}/${slug}/settings/webhooks/${webhookId}`),
        paragraph("When it is well again, enable it there; what failed can be sent again from its log."),
      ],
      reason: `You get this because you look after ${workspace}.`,
    };
  },
  async isWanted({ db }, { webhookId }) {
    const isStill = and(eq(webhooks.id, webhookId), isNotNull(webhooks.disabledAt));
    return !!(await first(db.select({ id: webhooks.id }).from(webhooks).where(isStill)));
  },
});

/** Sends it to the admins and owners of the workspace. */
export async function tellAdmins(ctx: MutationContext<Actor>, db: Write, webhook: Webhook, why: string): Promise<void> {
  const found = await db
    .select({ userId: members.userId, workspaceName: workspaces.name, slug: workspaces.slug })
    .from(members)
    .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
    .where(
      and(
        eq(members.workspaceId, webhook.workspaceId),
        inArray(members.role, ["owner", "admin"]),
        isNull(members.heldSince),
      ),
    );
  for (const { userId, ...workspace } of found) {
    const props = { webhookId: webhook.id, host: new URL(webhook.url).host, why, ...workspace };
    await sendMail(ctx, disabledMail, { to: { userId }, props });
  }
}
