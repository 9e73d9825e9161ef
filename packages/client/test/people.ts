import { type Client, createClient } from "../src/index.ts";

/** Everybody's, in tests. */
export const PASSWORD = "correct horse battery";

/** Those who use a served product. Each gets an account when they are first named; `ada` is `ada@example.com`. The first is the operator. */
export interface People {
  anyone: Client;
  as(name: string): Promise<Client>;
  /** The session token of that person's client. */
  sessionOf(name: string): Promise<string>;
  /** Begins another session, which is the person's from now on. */
  signIn(name: string): Promise<string>;
}

/** @param setUpToken - lets the first account be made. */
export function peopleOf(url: string, setUpToken: string | undefined): People {
  const anyone = createClient({ url });
  const tokens = new Map<string, Promise<string>>();
  const emailOf = (name: string) => `${name}@example.com`;

  let operator: Promise<unknown> | undefined;
  const signUp = async (name: string): Promise<unknown> => {
    const account = { name: name[0]?.toUpperCase() + name.slice(1), email: emailOf(name), password: PASSWORD };
    if (operator) {
      await operator;
      return anyone.accounts.signUp.mutate(account);
    }
    operator = anyone.accounts.setUp.mutate({ ...account, token: setUpToken ?? "" });
    return operator;
  };
  const newSession = async (name: string): Promise<string> => {
    const { token } = await anyone.sessions.signIn.mutate({ email: emailOf(name), password: PASSWORD, as: "token" });
    return token ?? "";
  };
  const keep = (name: string, token: Promise<string>) => {
    tokens.set(name, token);
    return token;
  };
  const sessionOf = (name: string) =>
    tokens.get(name) ??
    keep(
      name,
      signUp(name).then(() => newSession(name)),
    );

  return {
    anyone,
    as: async (name) => createClient({ url, session: await sessionOf(name) }),
    sessionOf,
    signIn: (name) => keep(name, newSession(name)),
  };
}
