import type { AnyTRPCProcedure } from "@trpc/server";
import { paths } from "../src/access/calls.ts";
import type { CastName } from "../src/access/cast.ts";
import { appRouter } from "../src/router.ts";

// Safe because the router keeps its procedures flat, by path, beside the types that nest them.
const procedures = appRouter._def.procedures as unknown as Record<string, AnyTRPCProcedure>;

/** Every mutation of the API. */
export const mutations = paths.filter((path) => Object(procedures[path]?._def.meta).kind === "mutation");

/** Who may do what the owner may not. */
const others: Partial<Record<string, CastName>> = {
  "comments.edit": "member",
  "invites.accept": "stranger",
  "devices.distrust": "member",
  "sessions.end": "member",
  "sessions.endOthers": "member",
  "apiKeys.revoke": "member",
  "passkeys.rename": "member",
  "passkeys.remove": "member",
  "providers.unlink": "member",
  "jobs.retry": "operator",
  "jobs.cancel": "operator",
  "audit.exportInstallation": "operator",
};

/** Somebody of the sample installation for whom a mutation does what it is for. */
export const whoMay = (path: string): CastName => others[path] ?? "owner";
