import { createLog, Inbox, type Job, JobWorker, type Mailer, smtpMailer } from "@plinth/kernel";
import { onTestFinished } from "vitest";
import { deliverMail } from "../src/mail/deliver-mail.ts";
import type { AnyMailTemplate } from "../src/mail/template.ts";
import type { TestApp } from "./test-app.ts";

export const HOME = "https://tracker.example.com";

/** Sends the mail of a test app until the test ends, through `mailer`. */
export function sendMailOf(app: TestApp, mailer: Mailer, templates?: readonly AnyMailTemplate[]): JobWorker {
  return work(app, hasty(deliverMail({ mailer, home: HOME }, templates)));
}

/** The same into an inbox. */
export function mailInboxOf(app: TestApp, templates?: readonly AnyMailTemplate[]): Inbox {
  const inbox = new Inbox();
  sendMailOf(app, inbox, templates);
  return inbox;
}

/** A mailer to a server of a test. */
export function mailerTo(url: string): Mailer {
  const mailer = smtpMailer({ url, from: { name: "Tracker", address: "tracker@example.com" } });
  onTestFinished(() => mailer.close());
  return mailer;
}

/** Begins again without the seconds a real mail server is given. */
function hasty<J extends Job>(job: J): J {
  return { ...job, retry: { ...job.retry, firstMs: 20, mostMs: 200 } };
}

function work({ database, now }: TestApp, job: Job): JobWorker {
  const worker = new JobWorker({ database, clock: { now }, log: createLog("silent") }, [job]);
  onTestFinished(() => worker.stop(0));
  worker.start();
  return worker;
}
