import { entrance, nothing, operator, sensitiveOperator, t } from "@plinth/kernel";
import { endSessionsOf, makeOperator, restorePerson, suspendPerson, unmakeOperator } from "./change-person.ts";
import { impersonate, stopImpersonating } from "./impersonate.ts";
import { Impersonation, PeopleWanted, PersonId, Suspension } from "./inputs.ts";
import { listPeople } from "./list-people.ts";
import { BackAgain, EndedSessions, Impersonated, PeoplePage, PersonDetails, PersonView } from "./outputs.ts";
import { seePerson } from "./see-person.ts";

export const peopleRouter = t.router({
  list: operator.query
    .input(PeopleWanted)
    .output(PeoplePage)
    .query(({ ctx, input }) => listPeople(ctx, input)),
  get: operator.query
    .input(PersonId)
    .output(PersonDetails)
    .query(({ ctx, input }) => seePerson(ctx, input.id)),
  suspend: sensitiveOperator.mutation
    .input(Suspension)
    .output(PersonView)
    .mutation(({ ctx, input }) => suspendPerson(ctx, input)),
  restore: sensitiveOperator.mutation
    .input(PersonId)
    .output(PersonView)
    .mutation(({ ctx, input }) => restorePerson(ctx, input.id)),
  makeOperator: sensitiveOperator.mutation
    .input(PersonId)
    .output(PersonView)
    .mutation(({ ctx, input }) => makeOperator(ctx, input.id)),
  unmakeOperator: sensitiveOperator.mutation
    .input(PersonId)
    .output(PersonView)
    .mutation(({ ctx, input }) => unmakeOperator(ctx, input.id)),
  endSessions: sensitiveOperator.mutation
    .input(PersonId)
    .output(EndedSessions)
    .mutation(async ({ ctx, input }) => ({ ended: await endSessionsOf(ctx, input.id) })),
  impersonate: sensitiveOperator.action
    .input(Impersonation)
    .output(Impersonated)
    .mutation(({ ctx, input }) => impersonate(ctx, input)),
  stopImpersonating: entrance.action
    .input(nothing)
    .output(BackAgain)
    .mutation(({ ctx }) => stopImpersonating(ctx)),
});
