import type { Transporter } from "nodemailer";
import { checkMail, type Mail, type Mailer, MailRefusedError, messageId, type Sender } from "./mailer.ts";

/** Where mail is handed over, and who it comes from. */
export interface SmtpOptions {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte; see `smtpUrlProblem`. */
  url: string;
  from: Sender;
  /** How long to wait for a connection, for the greeting on it, and for any other answer. Default: 10, 10 and 20 seconds. */
  patienceMs?: Patience;
}

interface Patience {
  connect: number;
  greeting: number;
  answer: number;
}

const usualPatience: Patience = { connect: 10_000, greeting: 10_000, answer: 20_000 };
const CONNECTIONS = 3;

/** Says what is wrong with the URL of an SMTP server, in words that go on after its name; undefined when nothing is. */
export function smtpUrlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname) {
    return "must be a URL such as smtp://user:password@mail.example.com:587";
  }
  if (/^\/.+/.test(url.pathname) || url.search || url.hash) return "has a part after the port, which means nothing";
  if (!isDecodable(url.username) || !isDecodable(url.password)) return "has a % in its user or password: write it %25";
  return undefined;
}

/**
 * Hands mail over to an SMTP server, over a few connections that stay open. A password is only ever sent over TLS, unless the server is this
 * machine.
 *
 * @throws RangeError when the URL makes no sense
 * @example const mailer = smtpMailer({ url: "smtp://mail.example.com", from: { name: "Tracker", address: "tracker@example.com" } });
 */
export function smtpMailer({ url, from, patienceMs = usualPatience }: SmtpOptions): Mailer {
  const problem = smtpUrlProblem(url);
  if (problem) throw new RangeError(`the URL of the SMTP server ${problem}`);
  let opened: Promise<Transporter> | undefined;
  return {
    async send(mail) {
      checkMail(mail);
      opened ??= openTransport(new URL(url), patienceMs);
      try {
        await (await opened).sendMail(messageOf(mail, from));
      } catch (error) {
        throw isFinal(error) ? new MailRefusedError(`the mail server refused it: ${error.message}`) : error;
      }
    },
    close: () => void opened?.then((transport) => transport.close()),
  };
}

// Loaded with the first mail: the start of a server need not wait for it.
async function openTransport(url: URL, patience: Patience): Promise<Transporter> {
  const { createTransport } = await import("nodemailer");
  const secure = url.protocol === "smtps:";
  const user = decodeURIComponent(url.username);
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const transport = createTransport({
    ...{ pool: true, maxConnections: CONNECTIONS },
    // A job begins again; the pool would do so at once, when the mail may have been taken already.
    maxRequeues: 0,
    ...{ host, secure, port: Number(url.port) || (secure ? 465 : 587) },
    ...(user && {
      auth: { user, pass: decodeURIComponent(url.password) },
      requireTLS: !secure && !isThisMachine(host),
    }),
    ...{ connectionTimeout: patience.connect, greetingTimeout: patience.greeting, socketTimeout: patience.answer },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  // What goes wrong with a mail rejects its sending; this is about connections that nobody uses just now.
  transport.on("error", () => {});
  return transport;
}

function messageOf(mail: Mail, from: Sender) {
  const { to, subject, text, html, unsubscribeUrl } = mail;
  return {
    ...{ from, subject, text, html },
    // An object, so that it is never parsed for more than one address.
    to: { name: "", address: to },
    envelope: { from: from.address, to: [to] },
    messageId: messageId(mail, from),
    // Keeps out-of-office answers away (RFC 3834).
    headers: { "Auto-Submitted": "auto-generated" },
    ...(unsubscribeUrl && { list: { unsubscribe: unsubscribeUrl } }),
  };
}

/** Whether the server refused this mail for good (5xx). What it says before that, about who we are, can be mended while the mail waits. */
function isFinal(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return (code === "EENVELOPE" || code === "EMESSAGE") && Number(responseCode) >= 500;
}

function isThisMachine(host: string): boolean {
  return /^(localhost|127\.[\d.]+|::1)$/.test(host);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}
