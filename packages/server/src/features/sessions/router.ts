import { entrance, nothing, person, t } from "@plinth/kernel";
import { z } from "zod";
import { changePassword } from "./change-password.ts";
import { endOtherSessions, endSession, signOut } from "./end-sessions.ts";
import { MailProof, PasswordChange, PasswordProof, SessionId, SignIn } from "./inputs.ts";
import { listSessions } from "./list-sessions.ts";
import { EndedSessions, SessionView, SignedIn, Ticket, WaysToProve } from "./outputs.ts";
import { askProofByMail, proveByMail } from "./prove-by-mail.ts";
import { isMyPassword, proveMe } from "./prove-me.ts";
import { signIn } from "./sign-in.ts";
import { waysToProve } from "./ways-to-prove.ts";

export const sessionsRouter = t.router({
  list: person.query
    .input(nothing)
    .output(z.array(SessionView))
    .query(({ ctx }) => listSessions(ctx)),
  signIn: entrance.action
    .weight(50)
    .input(SignIn)
    .output(SignedIn)
    .mutation(({ ctx, input }) => signIn(ctx, input)),
  signOut: person.action
    .input(nothing)
    .output(nothing)
    .mutation(({ ctx }) => signOut(ctx)),
  prove: person.action
    .weight(50)
    .input(PasswordProof)
    .output(SignedIn)
    .mutation(({ ctx, input }) =>
      proveMe(ctx, { as: input.as, by: "password", fits: () => isMyPassword(ctx, input.password) }),
    ),
  waysToProve: person.query
    .input(nothing)
    .output(WaysToProve)
    .query(async ({ ctx }) => ({ methods: await waysToProve(ctx.db, ctx.actor.userId) })),
  askProofByMail: person.action
    .weight(20)
    .input(nothing)
    .output(Ticket)
    .mutation(({ ctx }) => askProofByMail(ctx)),
  proveByMail: person.action
    .weight(20)
    .input(MailProof)
    .output(SignedIn)
    .mutation(({ ctx, input }) => proveByMail(ctx, input)),
  changePassword: person.action
    .weight(50)
    .input(PasswordChange)
    .output(nothing)
    .mutation(({ ctx, input }) => changePassword(ctx, input)),
  end: person.mutation
    .input(SessionId)
    .output(nothing)
    .mutation(({ ctx, input }) => endSession(ctx, input.id)),
  endOthers: person.mutation
    .input(nothing)
    .output(EndedSessions)
    .mutation(async ({ ctx }) => ({ ended: await endOtherSessions(ctx) })),
});
