import { useMe } from "../accounts/use-me.ts";

/** Tells password managers whose password a form is about: they file it under a name. */
export function AccountOfPassword() {
  const { email } = useMe();
  return <input type="hidden" name="username" autoComplete="username" value={email} />;
}
