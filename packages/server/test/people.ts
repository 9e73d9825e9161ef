import type { TestApp } from "./test-app.ts";

/** Everybody's, in tests. */
export const PASSWORD = "correct horse";

/** Makes an account for the person with this name, as sign-up does. */
export async function signUp(app: TestApp, name: string): Promise<string> {
  // Somebody has to be there before: nobody can sign up to an installation that is not set up.
  await app.idOf("root");
  const { id } = await app.anyone.accounts.signUp({ name, email: `${name}@example.com`, password: PASSWORD });
  return id ?? "";
}

/** Starts a session for the person with this name. Returns its token. */
export async function signIn(app: TestApp, name: string, password = PASSWORD): Promise<string> {
  const { token } = await app.anyone.sessions.signIn({ email: `${name}@example.com`, password, as: "token" });
  return token ?? "";
}
