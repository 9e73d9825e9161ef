import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail that the server took. */
export interface Received {
  from: string;
  to: string[];
  /** Its text on the wire. */
  raw: string;
  mail: ParsedMail;
}

/** A real SMTP server on this machine. */
export interface MailServer extends AsyncDisposable {
  url: string;
  received: Received[];
  /** How many connections were opened so far. */
  connections(): number;
  /** Who signed in, as `user:password`. */
  signIns: string[];
}

interface Behaviour {
  /** What it says to a receiver; undefined takes it. */
  refuse?(to: string): { code: number; message: string } | undefined;
  /** Default: any free one. */
  port?: number;
  /** Offers TLS, with a certificate that nobody vouches for. */
  tls?: boolean;
}

/** @example await using server = await startMailServer({ refuse: () => ({ code: 550, message: "nobody of that name" }) }); */
export async function startMailServer({ refuse, port = 0, tls = false }: Behaviour = {}): Promise<MailServer> {
  const received: Received[] = [];
  const signIns: string[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: tls ? [] : ["STARTTLS"],
    disableReverseLookup: true,
    closeTimeout: 1,
    onConnect: (_, done) => {
      connections += 1;
      done();
    },
    onAuth: ({ username, password }, _, done) => {
      signIns.push(`${username}:${password}`);
      done(null, { user: username });
    },
    onRcptTo: ({ address }, _, done) => {
      const refusal = refuse?.(address);
      done(refusal && Object.assign(new Error(refusal.message), { responseCode: refusal.code }));
    },
    onData: async (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(Buffer.from(chunk));
      const raw = Buffer.concat(chunks).toString();
      const from = envelope.mailFrom ? envelope.mailFrom.address : "";
      received.push({ from, to: envelope.rcptTo.map(({ address }) => address), raw, mail: await simpleParser(raw) });
      done();
    },
  });
  server.on("error", () => {});
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  // Safe because a server that listens on a port has an AddressInfo.
  const { port: opened } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${opened}`,
    ...{ received, signIns },
    connections: () => connections,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}
