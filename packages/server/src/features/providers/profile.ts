import { emailAddress } from "../../fields.ts";
import { personName } from "../accounts/inputs.ts";

/** Who somebody is, as a provider says. */
export interface Profile {
  issuer: string;
  subject: string;
  /** In its canonical form; null where there is none. */
  email: string | null;
  /** Whether the provider has seen that mail to the address reaches them. */
  isVerified: boolean;
  name: string;
}

/** Puts what a provider says into the form of ours: it may say anything. */
export function profileOf(said: {
  issuer: string;
  subject: string;
  email: unknown;
  isVerified: boolean;
  names: readonly unknown[];
}): Profile {
  const { data: email = null } = emailAddress.safeParse(said.email);
  const [local = "Somebody"] = (email ?? "Somebody").split("@");
  const names = [...said.names, local].flatMap((name) => {
    const { data } = personName.safeParse(typeof name === "string" ? Array.from(name).slice(0, 40).join("") : name);
    return data ?? [];
  });
  return {
    ...{ issuer: said.issuer, subject: said.subject, email, isVerified: email !== null && said.isVerified },
    name: names[0] ?? "Somebody",
  };
}
