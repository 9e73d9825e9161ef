import type { Samples } from "../../access/samples.ts";
import { PASSWORD } from "../../access/scene.ts";

export const sessionSamples: Samples<"sessions"> = {
  list: () => undefined,
  signIn: ({ email }) => ({ email, password: PASSWORD }),
  prove: () => ({ password: PASSWORD }),
  waysToProve: () => undefined,
  askProofByMail: () => undefined,
  proveByMail: () => ({ ticket: "a ticket that leads nowhere", code: "ABCD-EFGH" }),
  signOut: () => undefined,
  changePassword: () => ({ current: PASSWORD, next: "another long password" }),
  end: ({ sessionId }) => ({ id: sessionId }),
  endOthers: () => undefined,
};
