import type { Samples } from "../../access/samples.ts";
import { PENDING_SECRET } from "../../access/scene.ts";
import { codeAt, stepAt } from "./totp.ts";

const code = () => codeAt(PENDING_SECRET, stepAt(new Date()));

export const totpSamples: Samples<"totp"> = {
  status: () => undefined,
  enrol: () => undefined,
  confirm: () => ({ code: code() }),
  disable: () => undefined,
  confirmSignIn: () => ({ ticket: "a ticket that leads nowhere", code: code() }),
  prove: () => ({ code: code() }),
};
