import { createClient, isFailure } from "@plinth/client";
import type { Command } from "commander";
import { forgetCredentials, loadCredentials } from "../credentials.ts";
import { readEnvironment } from "../env.ts";
import { remark, show } from "../output.ts";

export function logoutCommand(parent: Command): void {
  parent
    .command("logout")
    .description("end the session of the last login and forget it")
    .action(async (_: unknown, command: Command) => {
      const { configFolder } = readEnvironment();
      const stored = await loadCredentials(configFolder);
      await forgetCredentials(configFolder);
      if (!stored) return show(command, { signedOut: false }, "You were not signed in.");
      const ended = await createClient(stored)
        .sessions.signOut.mutate()
        .then(
          () => true,
          (error) => isFailure(error, "UNAUTHORIZED"),
        );
      if (!ended)
        remark(`${stored.url} could not be told; its session ends by itself, or on your account's page there.`);
      show(command, { signedOut: true, url: stored.url }, `Signed out of ${stored.url}.`);
    });
}
