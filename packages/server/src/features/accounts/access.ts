import type { Samples } from "../../access/samples.ts";
import { PASSWORD } from "../../access/scene.ts";

export const accountSamples: Samples<"accounts"> = {
  me: () => undefined,
  installation: () => undefined,
  setUp: () => ({ name: "New", email: "new@example.com", password: PASSWORD, token: "a link that leads nowhere" }),
  signUp: () => ({ name: "New", email: "new@example.com", password: PASSWORD }),
  rename: () => ({ name: "Renamed" }),
};
