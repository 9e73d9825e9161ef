import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createLog } from "../log.ts";
import { asReceived, Inbox } from "./inbox.ts";
import { inboxPages } from "./inbox-pages.ts";
import { type Mail, MailRefusedError, readSender } from "./mailer.ts";
import { noMailer } from "./no-mailer.ts";

const mail: Mail = { id: "1", to: "ada@example.com", subject: "Hello", text: "as text", html: "<p>as HTML</p>" };
const sample = { ...mail, id: "sample-welcome", subject: "Welcome" };

/** The pages of an inbox on a port of their own. */
async function serveInbox(remoteAddress?: string) {
  const inbox = new Inbox();
  const pages = inboxPages(inbox, async () => [asReceived(sample, inbox.from, new Date())]);
  const server = createServer(async (request, response) => {
    if (remoteAddress) Object.defineProperty(request.socket, "remoteAddress", { value: remoteAddress });
    if (!(await pages(request, response, request.url ?? ""))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    inbox,
    get: (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: "close" } }),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

test("what is sent stands in the inbox, the newest first and each once, and the oldest make room", async () => {
  const inbox = new Inbox();

  for (let i = 0; i < 205; i++) await inbox.send({ ...mail, id: String(i) });
  await inbox.send({ ...mail, id: "100" });

  expect(inbox.received.map(({ id }) => id).slice(0, 3)).toEqual(["100", "204", "203"]);
  expect(inbox.received).toHaveLength(200);
});

test("the pages show list, headers, text and HTML, and what each kind looks like", async () => {
  await using app = await serveInbox();
  expect(await (await app.get("/dev/mail")).text()).toContain("Nothing yet");
  await app.inbox.send({ ...mail, unsubscribeUrl: "https://example.com/mail" });

  const list = await (await app.get("/dev/mail")).text();
  const one = await (await app.get("/dev/mail/1")).text();
  const content = await app.get("/dev/mail/1/html");

  expect(list).toMatch(/href="\/dev\/mail\/1".*Hello.*ada@example\.com/);
  expect(list).toContain('href="/dev/mail/sample-welcome"');
  for (const part of ["&lt;1@localhost&gt;", "&lt;https://example.com/mail&gt;", "as text", 'src="/dev/mail/1/html"'])
    expect(one).toContain(part);
  expect(await content.text()).toBe("<p>as HTML</p>");
  expect((await app.get("/dev/mail/sample-welcome")).status).toBe(200);
  for (const path of ["/dev/mail/2", "/dev/mail/1/text", "/dev/mailbox", "/dev", "/"])
    expect([path, (await app.get(path)).status]).toEqual([path, 404]);
});

test("what a mail holds is text to the pages, and its HTML can neither run nor load anything", async () => {
  await using app = await serveInbox();
  const evil = `</pre><script>alert(1)</script>"'&`;
  await app.inbox.send({ ...mail, subject: evil, text: evil, html: evil });

  for (const path of ["/dev/mail", "/dev/mail/1"]) {
    const page = await app.get(path);
    const policy = page.headers.get("content-security-policy");
    expect(await page.text()).not.toContain("<script>");
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; frame-src 'self'; base-uri 'none'/);
    expect(policy).not.toContain("unsafe");
  }
  const policy = (await app.get("/dev/mail/1/html")).headers.get("content-security-policy");

  expect(policy).toMatch(/default-src 'none'; .*sandbox allow-popups allow-popups-to-escape-sandbox/);
  expect(policy).not.toContain("script");
});

test("another machine sees nothing of it", async () => {
  for (const address of ["192.168.1.7", "::ffff:10.0.0.1", "2001:db8::1", "127.evil"]) {
    await using app = await serveInbox(address);
    await app.inbox.send(mail);

    expect([address, (await app.get("/dev/mail")).status]).toEqual([address, 404]);
    expect([address, (await app.get("/dev/mail/1")).status]).toEqual([address, 404]);
  }
});

test("every mailer refuses what no mail server may be given", async () => {
  const bad = { ...mail, to: "ada@example.com\r\nBcc: eve@example.com" };

  for (const mailer of [new Inbox(), noMailer(createLog("silent"))]) {
    await expect(mailer.send(bad)).rejects.toThrow(MailRefusedError);
    await mailer.send(mail);
  }
});

test.each([
  ["tracker@example.com", { name: "", address: "tracker@example.com" }],
  ["Tracker <tracker@example.com>", { name: "Tracker", address: "tracker@example.com" }],
  ['"Tracker, of Acme" <tracker@example.com>', { name: "Tracker, of Acme", address: "tracker@example.com" }],
  ["Tracker", undefined],
  ["Tracker <tracker@example.com>\r\nBcc: eve@example.com", undefined],
  ["a@example.com, b@example.com", undefined],
  ["Tracker <a@example.com> <b@example.com>", undefined],
])("%j as a sender is %j", (text, sender) => {
  expect(readSender(text)).toEqual(sender);
});
