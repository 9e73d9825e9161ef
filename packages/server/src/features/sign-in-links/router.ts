import { entrance, t } from "@plinth/kernel";
import { SignedIn, Ticket } from "../sessions/outputs.ts";
import { askSignInLink } from "./ask-sign-in-link.ts";
import { AskedLink, UsedLink } from "./inputs.ts";
import { useSignInLink } from "./use-sign-in-link.ts";

export const signInLinksRouter = t.router({
  ask: entrance.action
    .weight(20)
    .input(AskedLink)
    .output(Ticket)
    .mutation(({ ctx, input }) => askSignInLink(ctx, input)),
  use: entrance.action
    .weight(20)
    .input(UsedLink)
    .output(SignedIn)
    .mutation(({ ctx, input }) => useSignInLink(ctx, input)),
});
