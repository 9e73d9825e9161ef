import { entrance, nothing, person, sensitive, t } from "@plinth/kernel";
import { z } from "zod";
import { SignedIn } from "../sessions/outputs.ts";
import {
  NewPasskey,
  PasskeyId,
  PasskeyProof,
  PasskeyRename,
  PasskeySecondFactor,
  PasskeySignIn,
  SignInTicket,
} from "./inputs.ts";
import { listPasskeys, removePasskey, renamePasskey } from "./my-passkeys.ts";
import { AssertionQuestion, PasskeyView, RegistrationQuestion } from "./outputs.ts";
import { beginProof, finishProof } from "./prove.ts";
import { beginRegistration, finishRegistration } from "./register.ts";
import { beginSecondFactor, finishSecondFactor } from "./second-factor.ts";
import { beginSignIn, finishSignIn } from "./sign-in.ts";

export const passkeysRouter = t.router({
  list: person.query
    .input(nothing)
    .output(z.array(PasskeyView))
    .query(({ ctx }) => listPasskeys(ctx)),
  beginRegistration: sensitive.action
    .weight(5)
    .input(nothing)
    .output(RegistrationQuestion)
    .mutation(({ ctx }) => beginRegistration(ctx)),
  finishRegistration: sensitive.action
    .weight(20)
    .input(NewPasskey)
    .output(PasskeyView)
    .mutation(({ ctx, input }) => finishRegistration(ctx, input)),
  rename: person.mutation
    .input(PasskeyRename)
    .output(nothing)
    .mutation(({ ctx, input }) => renamePasskey(ctx, input)),
  remove: sensitive.mutation
    .input(PasskeyId)
    .output(nothing)
    .mutation(({ ctx, input }) => removePasskey(ctx, input.id)),
  beginSignIn: entrance.action
    .weight(5)
    .input(nothing)
    .output(AssertionQuestion)
    .mutation(({ ctx }) => beginSignIn(ctx)),
  finishSignIn: entrance.action
    .weight(20)
    .input(PasskeySignIn)
    .output(SignedIn)
    .mutation(({ ctx, input }) => finishSignIn(ctx, input)),
  beginSecondFactor: entrance.action
    .weight(5)
    .input(SignInTicket)
    .output(AssertionQuestion)
    .mutation(({ ctx, input }) => beginSecondFactor(ctx, input.ticket)),
  finishSecondFactor: entrance.action
    .weight(20)
    .input(PasskeySecondFactor)
    .output(SignedIn)
    .mutation(({ ctx, input }) => finishSecondFactor(ctx, input)),
  beginProof: person.action
    .weight(5)
    .input(nothing)
    .output(AssertionQuestion)
    .mutation(({ ctx }) => beginProof(ctx)),
  finishProof: person.action
    .weight(20)
    .input(PasskeyProof)
    .output(SignedIn)
    .mutation(({ ctx, input }) => finishProof(ctx, input)),
});
