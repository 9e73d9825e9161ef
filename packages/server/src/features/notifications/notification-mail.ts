import type { Read } from "@plinth/database";
import type { JobContext } from "@plinth/kernel";
import { and, eq, inArray, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { rowId } from "../../fields.ts";
import { button, heading, list, oneLine, paragraph, quote } from "../../mail/letter.ts";
import { mailTemplate } from "../../mail/template.ts";
import { dayAt } from "./local-day.ts";
import type { NotificationView } from "./outputs.ts";
import { notificationRules } from "./rules.ts";
import { sentenceOf } from "./sentences.ts";
import { notifications } from "./table.ts";
import { withVisibleSubject } from "./visible-notifications.ts";

const DAY_MS = 24 * 3_600_000;
const MOST_ASKED = 50;

/** A notification as mail tells it. */
const Told = z.strictObject({
  sentence: z.string(),
  title: z.string().nullable(),
  excerpt: z.string().nullable(),
  /** Where it leads, from the installation's address on. */
  path: z.string(),
});

const ids = z.array(rowId).min(1).max(MOST_ASKED);

const sampleId = "019c0000-0000-7000-8000-000000000000";
const sample: z.output<typeof Told> = {
  sentence: "Ada mentioned you on APO-12",
  title: "Land softly",
  excerpt: "Which engine do we use? @Grace",
  path: "/acme/p/APO?task=12",
};
const preferences = (home: string) => `${home}/account#notifications`;
const reason = "You get this because you want such news by mail. What you are told of you choose in your account.";

/** One notification, soon after it happened. */
export const notificationMail = mailTemplate({
  name: "notification",
  props: z.strictObject({ userId: rowId, ids, told: Told }),
  sample: { userId: sampleId, ids: [sampleId], told: sample },
  write: ({ told: { sentence, title, excerpt, path } }, home) => ({
    subject: title ? `${sentence}: ${title}` : sentence,
    preview: excerpt ?? title ?? sentence,
    blocks: [
      heading(oneLine(sentence)),
      ...(title ? [paragraph(oneLine(title))] : []),
      ...(excerpt ? [quote(excerpt)] : []),
      button(title ? "Open the task" : "Open it", `${home}${path}`),
    ],
    reason,
    unsubscribeUrl: preferences(home),
  }),
  isWanted: isStillNews,
});

/** What a day brought. */
export const digestMail = mailTemplate({
  name: "digest",
  props: z.strictObject({ userId: rowId, ids, told: z.array(Told).min(1).max(MOST_ASKED), more: z.boolean() }),
  sample: {
    userId: sampleId,
    ids: [sampleId],
    told: [sample, { ...sample, sentence: "Bo and Cy wrote 10 comments on APO-3", title: "Fuel", excerpt: null }],
    more: true,
  },
  write: ({ told, more }, home) => {
    const [first] = told;
    const others = told.length - 1;
    const count = more ? `more than ${others}` : String(others);
    return {
      subject: others === 0 ? (first?.sentence ?? "") : `${first?.sentence}, and ${count} more`,
      preview: told.map(({ sentence }) => sentence).join("; "),
      blocks: [
        heading("What you have not read yet"),
        list(
          told.map(({ sentence, title, path }) => ({
            text: oneLine(sentence),
            url: `${home}${path}`,
            ...(title && { detail: oneLine(title) }),
          })),
        ),
        button("Open the inbox", `${home}/inbox`),
      ],
      reason,
      unsubscribeUrl: preferences(home),
    };
  },
  isWanted: isStillNews,
});

/** Says a notification as its reader's mail does, whose days are those of their time zone. */
export function toldOf(view: z.input<typeof NotificationView>, timeZone: string, now: Date): z.input<typeof Told> {
  const { workspace, project, task, excerpt } = view;
  const search = task ? `?task=${task.number}` : "";
  return {
    sentence: sentenceOf(view, (dueOn) => dueWhen(dueOn, timeZone, now)),
    title: task?.title ?? null,
    excerpt,
    path: project ? `/${workspace.slug}/p/${project.key}${search}` : "/inbox",
  };
}

function dueWhen(dueOn: string, timeZone: string, now: Date): string {
  if (dueOn === dayAt(timeZone, now)) return "today";
  return dueOn === dayAt(timeZone, new Date(now.getTime() + DAY_MS)) ? "tomorrow" : `on ${dueOn}`;
}

/** Whether any of it is still unread, and about something that its reader may see: a mail server may have been down for hours. */
async function isStillNews(
  { db, now }: JobContext,
  { userId, ids }: { userId: string; ids: string[] },
): Promise<boolean> {
  const rows = await readable(db, userId, ids);
  return (await withVisibleSubject(db, { userId, now }, rows)).length > 0;
}

function readable(db: Read, userId: string, ids: string[]) {
  const isNews = or(isNull(notifications.readAt), eq(notifications.inApp, false));
  return db
    .select()
    .from(notifications)
    .where(and(inArray(notifications.id, ids), notificationRules.visible(db, { userId }), isNews));
}
