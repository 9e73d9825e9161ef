// Faults: 192.
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { startMailServer } from "../../test/mail-server.ts";
import { type Mail, type Mailer, MailRefusedError } from "./mailer.ts";
import { type SmtpOptions, smtpMailer, smtpUrlProblem } from "./smtp-mailer.ts";

const from = { name: "Tracker, of Acme", address: "tracker@example.com" };
const mail: Mail = { id: "1", to: "ada@example.com", subject: "Hello", text: "as text", html: "<p>as HTML</p>" };

const mailers: Mailer[] = [];
afterEach(() => {
  for (const mailer of mailers.splice(0)) mailer.close();
});

function mailerTo(url: string, patienceMs?: SmtpOptions["patienceMs"]): Mailer {
  const mailer = smtpMailer({ url, from, ...(patienceMs && { patienceMs }) });
  mailers.push(mailer);
  return mailer;
}

test("a mail arrives with both its parts and the headers of mail that nobody answers", async () => {
  await using server = await startMailServer();

  await mailerTo(server.url).send({ ...mail, subject: "Žluťoučký kůň 🐎", unsubscribeUrl: "https://example.com/mail" });

  const [{ mail: got, ...envelope } = expect.unreachable()] = server.received;
  expect(envelope).toMatchObject({ from: "tracker@example.com", to: ["ada@example.com"] });
  expect(got).toMatchObject({ subject: "Žluťoučký kůň 🐎", html: "<p>as HTML</p>", messageId: "<1@example.com>" });
  expect(got.text?.trim()).toBe("as text");
  expect(got.from?.value).toEqual([from]);
  expect(got.headers.get("auto-submitted")).toBe("auto-generated");
  expect(got.headers.get("list")).toEqual({ unsubscribe: { url: "https://example.com/mail" } });
  expect(got.date).toBeInstanceOf(Date);
});

test("many mails at once take few connections, which stay open", async () => {
  await using server = await startMailServer();
  const mailer = mailerTo(server.url);

  await Promise.all(Array.from({ length: 30 }, (_, i) => mailer.send({ ...mail, id: String(i) })));

  expect(server.received).toHaveLength(30);
  expect(server.connections()).toBeLessThanOrEqual(3);
});

test("what is refused for good is told from what may be taken later", async () => {
  await using server = await startMailServer({
    refuse: (to) =>
      ({
        "gone@example.com": { code: 550, message: "no such mailbox" },
        "full@example.com": { code: 452, message: "mailbox is full" },
      })[to],
  });
  const mailer = mailerTo(server.url);

  const gone = mailer.send({ ...mail, to: "gone@example.com" });
  await expect(gone).rejects.toThrow(MailRefusedError);
  await expect(gone).rejects.toThrow(/550 no such mailbox/);
  const full = mailer.send({ ...mail, to: "full@example.com" });
  await expect(full).rejects.toThrow(/452 mailbox is full/);
  await expect(full).rejects.not.toBeInstanceOf(MailRefusedError);
  await mailer.send(mail);

  expect(server.received).toHaveLength(1);
});

test("a server that is down fails the attempt, and the same mailer goes on when it is up", async () => {
  let url: string;
  {
    await using server = await startMailServer();
    url = server.url;
  }
  const mailer = mailerTo(url);

  const refused = mailer.send(mail);
  await expect(refused).rejects.toThrow(/ECONNREFUSED/);
  await expect(refused).rejects.not.toBeInstanceOf(MailRefusedError);
  await using server = await startMailServer({ port: Number(new URL(url).port) });
  await mailer.send(mail);

  expect(server.received).toHaveLength(1);
});

/** A server that says something at most, and then nothing more. */
async function startSilence(greeting: string) {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    if (greeting) socket.write(greeting);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

test.each([
  ["never greets", ""],
  ["greets, and answers nothing", "220 slow.example.com ESMTP\r\n"],
])("a server that %s is not waited for", async (_, greeting) => {
  await using server = await startSilence(greeting);
  const mailer = mailerTo(server.url, { connect: 5_000, greeting: 300, answer: 300 });

  const began = performance.now();
  const sent = mailer.send(mail);

  await expect(sent).rejects.toMatchObject({ code: "ETIMEDOUT" });
  expect(performance.now() - began).toBeLessThan(8_000);
  await expect(sent).rejects.not.toBeInstanceOf(MailRefusedError);
});

test.each([
  ["before it has the mail", /^MAIL/],
  ["when it may have taken the mail", /\r\n\.\r\n$/],
])("a server that hangs up %s is not asked again at once", async (_, last) => {
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    let content: string | undefined;
    socket.on("error", () => {});
    socket.write("220 hasty.example.com ESMTP\r\n");
    socket.on("data", (data) => {
      if (content !== undefined) content += data;
      if (last.test(content ?? String(data))) socket.destroy();
      if (content !== undefined) return;
      const isContent = String(data).startsWith("DATA");
      if (isContent) content = "";
      socket.write(isContent ? "354 go on\r\n" : "250 ok\r\n");
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  const sent = mailerTo(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`).send(mail);

  await expect(sent).rejects.not.toBeInstanceOf(MailRefusedError);
  expect(connections).toBe(1);
  await new Promise((resolve) => server.close(resolve));
});

test("a user and a password are used, as the URL writes them", async () => {
  await using server = await startMailServer();
  const url = server.url.replace("//", "//tracker%40example.com:p%2Fss@");

  await mailerTo(url).send(mail);

  expect(server.signIns).toEqual(["tracker@example.com:p/ss"]);
});

test("a password is not sent to another machine without TLS", async () => {
  await using server = await startMailServer();
  // This machine by a name that is not known to be its.
  const mailer = mailerTo(`smtp://tracker:secret@[::ffff:127.0.0.1]:${new URL(server.url).port}`);

  await expect(mailer.send(mail)).rejects.toThrow(/STARTTLS|TLS/i);

  expect(server.signIns).toEqual([]);
});

test("a server whose certificate nobody vouches for gets no mail", async () => {
  await using server = await startMailServer({ tls: true });

  await expect(mailerTo(server.url).send(mail)).rejects.toThrow(/certificate/);

  expect(server.received).toEqual([]);
});

test.each([
  ["a second receiver", { to: "ada@example.com, eve@example.com" }],
  ["a receiver with a name", { to: "Ada <ada@example.com>" }],
  ["a receiver with a line break", { to: "ada@example.com\r\nBcc: eve@example.com" }],
  ["a receiver with an SMTP command", { to: "ada@example.com>\r\nRCPT TO:<eve@example.com" }],
  ["a receiver with a comment", { to: "ada@example.com(eve@example.com)" }],
  ["a quoted receiver", { to: '"eve@example.com x"@example.com' }],
  ["a group", { to: "all:ada@example.com;" }],
  ["no receiver", { to: "" }],
  ["a receiver that is too long", { to: `${"a".repeat(250)}@example.com` }],
  ["a subject with a line break", { subject: "Hello\r\nBcc: eve@example.com" }],
  ["a subject with a bare line feed", { subject: "Hello\nBcc: eve@example.com" }],
  ["a subject with NUL", { subject: "Hello\0" }],
  ["a subject with a next line", { subject: "Hello\u0085Bcc: eve@example.com" }],
  ["an id with a line break", { id: "1\r\nBcc: eve@example.com" }],
  ["an id that ends the header", { id: "1@x>" }],
  ["where to unsubscribe with a line break", { unsubscribeUrl: "https://example.com/\r\nBcc: eve@example.com" }],
  ["where to unsubscribe that is a script", { unsubscribeUrl: "javascript:alert(1)" }],
])("%s is refused, and nothing is sent", async (_, part) => {
  await using server = await startMailServer();

  await expect(mailerTo(server.url).send({ ...mail, ...part })).rejects.toThrow(MailRefusedError);

  expect(server.connections()).toBe(0);
});

test.each([
  ["mail.example.com:587", /must be a URL such as/],
  ["https://mail.example.com", /must be a URL such as/],
  ["smtp://", /must be a URL such as/],
  ["smtp://mail.example.com/inbox", /a part after the port/],
  ["smtp://mail.example.com?tls=no", /a part after the port/],
  ["smtp://user:100%@mail.example.com", /write it %25/],
])("the URL %s is refused in words", (url, words) => {
  expect(smtpUrlProblem(url)).toMatch(words);
  expect(() => smtpMailer({ url, from })).toThrow(RangeError);
});

test.each(["smtp://mail.example.com", "smtps://user:p%25ss@mail.example.com:465", "smtp://[::1]:2525"])(
  "the URL %s is fine",
  (url) => {
    expect(smtpUrlProblem(url)).toBeUndefined();
  },
);
