import { first } from "@plinth/database";
import {
  DamagedSealError,
  GiveUp,
  type Job,
  type JobContext,
  job,
  type Mailer,
  MailRefusedError,
  RetryLater,
  SealError,
  unseal,
} from "@plinth/kernel";
import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import { users } from "../features/accounts/table.ts";
import { type MailReceiver, mailJob, SEALED_FOR, type WaitingMail } from "./send-mail.ts";
import type { AnyMailTemplate } from "./template.ts";
import { mailTemplates } from "./templates.ts";
import { writeLetter } from "./write-letter.ts";

/** What jobs that send mail need of their process. */
export interface MailServices {
  mailer: Mailer;
  /** The address of the installation, for links, without a slash at its end. */
  home: string;
}

const NEWER_PROCESS_MS = 60_000;

/**
 * Sends what `sendMail` enqueued. What a server refuses for good ends it; anything else is tried again for about a day. Who is no longer there,
 * or suspended, gets no mail.
 *
 * @param templates - the kinds of mail it can write
 */
export function deliverMail(
  { mailer, home }: MailServices,
  templates: readonly AnyMailTemplate[] = mailTemplates,
): Job<typeof WaitingMail> {
  const byName = new Map(templates.map((template) => [template.name, template]));
  return job(
    mailJob.name,
    mailJob.schema,
    async (ctx, { to, template: name, sealed }) => {
      const template = byName.get(name);
      // One that a newer process knows, during an update.
      if (!template) throw new RetryLater(NEWER_PROCESS_MS, `no process that ran it knows a mail named ${name}`);
      const address = await addressOf(ctx, to);
      if (!address) return;
      // Safe because it was just parsed by the template's own schema.
      const props = template.props.parse(JSON.parse(opened(sealed))) as never;
      if (template.isWanted && !(await template.isWanted(ctx, props))) return;
      const written = await writeLetter(template.write(props, home));
      try {
        await mailer.send({ id: ctx.job.id, to: address, ...written });
      } catch (error) {
        throw error instanceof MailRefusedError ? new GiveUp(error.message, { cause: error }) : error;
      }
    },
    { queue: mailJob.queue, mostWaiting: mailJob.mostWaiting, concurrency: 5, retry: { attempts: 36, firstMs: 5_000 } },
  );
}

async function addressOf({ db }: JobContext, to: z.output<typeof MailReceiver>): Promise<string | undefined> {
  if ("address" in to) return to.address;
  const isThere = and(eq(users.id, to.userId), isNull(users.suspendedAt));
  return (await first(db.select({ email: users.email }).from(users).where(isThere)))?.email;
}

function opened(sealed: string): string {
  try {
    return unseal(SEALED_FOR, sealed);
  } catch (error) {
    if (error instanceof DamagedSealError) throw new GiveUp(error.message, { cause: error });
    // Another process may have its secret, and an operator can give it back.
    throw error instanceof SealError ? new RetryLater(NEWER_PROCESS_MS, error.message) : error;
  }
}
