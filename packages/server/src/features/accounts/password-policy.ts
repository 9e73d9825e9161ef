import { Failure } from "@plinth/kernel";
import { breachedPasswords } from "./breached-passwords.ts";
import { foldedPassword, tooCommon, wordOf } from "./common-passwords.ts";
import { isListedPassword } from "./listed-passwords.ts";

/** Whose a password is to be. */
export interface Owner {
  name: string;
  email: string;
}

const PRODUCT = "plinth";

/**
 * Refuses a password that whoever knows the person would try, one of the most used ones, and one that is known to have been stolen somewhere, where
 * the installation asks for that. Length, and the words that everybody tries, the input checks already: see `newPassword`.
 *
 * @throws Failure BAD_REQUEST with `{ why: "weak" }` in its details
 */
export async function requireGoodPassword(password: string, owner: Owner): Promise<void> {
  if (isOwn(password, owner)) throw weak("Do not use your name, your e-mail address or Plinth as password.");
  if (await isListedPassword(password)) throw weak(tooCommon);
  if (await breachedPasswords().isBreached(password)) {
    throw weak("This password was stolen from some site before, so it is tried first. Use another one.");
  }
}

function isOwn(password: string, { name, email }: Owner): boolean {
  const plain = foldedPassword(password);
  const [local = ""] = email.split("@");
  const words = [email, local, name, PRODUCT].map((text) => wordOf(foldedPassword(text)));
  const own = words.filter(({ length }) => length > 2);
  let rest = wordOf(plain);
  // The longest first, so that an address is taken away before the name that stands in it.
  for (const word of own.sort((a, b) => b.length - a.length)) rest = rest.replaceAll(word, "");
  return rest === "" && wordOf(plain) !== "";
}

const weak = (words: string) => new Failure("BAD_REQUEST", words, { details: { why: "weak" } });
