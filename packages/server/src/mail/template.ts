import type { JobContext } from "@plinth/kernel";
import type { z } from "zod";
import type { Letter } from "./letter.ts";

/** A kind of mail: what has to be known to write it, and how it is written. */
export interface MailTemplate<S extends z.ZodType = z.ZodType> {
  /** Kept with each mail that waits: another name is another kind. */
  name: string;
  /** Of what has to be known. Mail that an earlier version enqueued has to fit as well: widen it, never narrow it. */
  props: S;
  /** Made-up props, for `/dev/mail` and for tests. */
  sample: z.output<S>;
  /** Says it. `home` is the address of the installation, without a slash at its end. */
  write(props: z.output<S>, home: string): Letter;
  /** Asked when it is about to be sent, also hours later when a mail server was down. Default: it is. */
  isWanted?(ctx: JobContext, props: z.output<S>): Promise<boolean>;
}

/** A template as one of many: what it is given has been parsed by its own schema. */
export type AnyMailTemplate = Omit<MailTemplate, "write" | "isWanted"> & {
  write(props: never, home: string): Letter;
  isWanted?(ctx: JobContext, props: never): Promise<boolean>;
};

/**
 * Declares a kind of mail. List it in `templates.ts`.
 *
 * @example
 * export const welcomeMail = mailTemplate({
 *   name: "welcome",
 *   props: z.strictObject({ name: z.string() }),
 *   sample: { name: "Ada" },
 *   write: ({ name }, home) => ({
 *     subject: "Welcome",
 *     preview: "Your account is ready.",
 *     blocks: [heading(`Hello ${name}`), button("Open Plinth", home)],
 *     reason: "You get this because you made an account.",
 *   }),
 * });
 */
export function mailTemplate<S extends z.ZodType>(template: MailTemplate<S>): MailTemplate<S> {
  return template;
}
