import { jobs, unseal } from "@plinth/kernel";
import { eq } from "drizzle-orm";
import { mailJob, SEALED_FOR, WaitingMail } from "../src/mail/send-mail.ts";
import type { TestApp } from "./test-app.ts";

/** Mail that waits to be sent, with what is to be said in it. */
export async function waitingMail({ database }: TestApp) {
  const rows = await database.read.select().from(jobs).where(eq(jobs.name, mailJob.name));
  return rows.map(({ payload, requestId }) => {
    const { to, template, sealed } = WaitingMail.parse(payload);
    return { to, template, requestId, props: JSON.parse(unseal(SEALED_FOR, sealed)) };
  });
}

/** What the one mail of a kind that waits holds. */
export async function propsOf(app: TestApp, template: string): Promise<Record<string, string>> {
  return (await waitingMail(app)).find((mail) => mail.template === template)?.props;
}
