import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type Html, html } from "./escape.ts";
import type { Inbox, ReceivedMail } from "./inbox.ts";
import { STYLE } from "./inbox-style.ts";

const HOME = "/dev/mail";

// Nothing but the one style element, and the mail in its frame.
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

// A mail is somebody's text: no scripts, no requests. Its links open pages of their own.
const MAIL_POLICY = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src data:",
  "sandbox allow-popups allow-popups-to-escape-sandbox",
  "frame-ancestors 'self'",
].join("; ");

/** What every kind of mail looks like, with made-up content. */
export type MailSamples = () => Promise<readonly ReceivedMail[]>;

/**
 * Answers `/dev/mail`: what would have been sent, and what each kind of mail looks like. Only to this machine: mail holds links that let people in.
 *
 * @returns resolves with whether there was something to answer
 */
export function inboxPages(inbox: Inbox, samples: MailSamples) {
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    const [, id, part] = /^\/dev\/mail(?:\/([\w-]+)(?:\/(html))?)?\/?$/.exec(path) ?? [];
    if (!(path === HOME || path === `${HOME}/` || id) || !isThisMachine(request)) return false;
    const made = await samples();
    if (!id) {
      // Somebody who waits for a mail need not ask again.
      response.setHeader("Refresh", "5");
      answer(request, response, { body: listPage(inbox.received, made), policy: PAGE_POLICY });
      return true;
    }
    const mail = [...inbox.received, ...made].find((one) => one.id === id);
    if (!mail) return false;
    if (part) {
      response.setHeader("X-Frame-Options", "SAMEORIGIN");
      answer(request, response, { body: mail.html, policy: MAIL_POLICY });
    } else answer(request, response, { body: mailPage(mail), policy: PAGE_POLICY });
    return true;
  };
}

function isThisMachine({ socket }: IncomingMessage): boolean {
  return /^(::1|(::ffff:)?127\.[\d.]+)$/.test(socket.remoteAddress ?? "");
}

function answer({ method }: IncomingMessage, response: ServerResponse, page: { body: string; policy: string }): void {
  response.setHeader("Content-Security-Policy", page.policy);
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.setHeader("Cache-Control", "no-store");
  response.setHeader("Content-Length", Buffer.byteLength(page.body));
  response.end(method === "HEAD" ? undefined : page.body);
}

function listPage(received: readonly ReceivedMail[], samples: readonly ReceivedMail[]): string {
  const none = html`<p class="none">Nothing yet. Mail that the product sends shows here; none of it leaves this machine.</p>`;
  return page(
    "Mail",
    html`<h1>Mail</h1>
${received.length === 0 ? none : html`<ul>${received.map((mail) => row(mail, html`<span>${mail.to}</span><time>${clock(mail.at)}</time>`))}</ul>`}
<h2>What each kind looks like</h2>
<ul>${samples.map((mail) => row(mail, html`<span>${mail.id.replace(/^sample-/, "")}</span>`))}</ul>`,
  );
}

function row({ id, subject }: ReceivedMail, details: Html): Html {
  return html`<li><a href="${HOME}/${id}"><b>${subject}</b>${details}</a></li>`;
}

function clock(at: Date): string {
  return `${at.toISOString().slice(11, 19)} UTC`;
}

function mailPage({ id, subject, headers, text }: ReceivedMail): string {
  return page(
    subject,
    html`<p><a href="${HOME}">← Mail</a></p>
<h1>${subject}</h1>
<dl>${headers.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
<iframe title="As HTML" src="${HOME}/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
<h2>As text</h2>
<pre>${text}</pre>`,
  );
}

function page(title: string, body: Html): string {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Plinth</title>
`;
  return `${text}<style>${STYLE}</style>\n</head>\n<body>\n<main>\n${body.text}\n</main>\n</body>\n</html>\n`;
}
