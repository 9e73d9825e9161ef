import { nothing, person, sensitive, t } from "@plinth/kernel";
import { z } from "zod";
import { createKey } from "./create-key.ts";
import { KeyId, KeysOfWorkspace, NewKey } from "./inputs.ts";
import { listKeys, listKeysOfWorkspace } from "./list-keys.ts";
import { KeyFeatureView, KeyView, NewKeyView, WorkspaceKeyView } from "./outputs.ts";
import { revokeKey, revokeKeyOfWorkspace } from "./revoke-key.ts";
import { keyFeatures } from "./scopes.ts";

// Never for keys: one that could make another, or end one, would be more than its scopes say.
export const apiKeysRouter = t.router({
  list: person.query
    .input(nothing)
    .output(z.array(KeyView))
    .query(({ ctx }) => listKeys(ctx)),
  scopes: person.query
    .input(nothing)
    .output(z.array(KeyFeatureView))
    .query(() => Object.entries(keyFeatures).map(([feature, access]) => ({ feature, access: [...access] }))),
  create: sensitive.mutation
    .input(NewKey)
    .output(NewKeyView)
    .mutation(({ ctx, input }) => createKey(ctx, input)),
  revoke: person.mutation
    .input(KeyId)
    .output(nothing)
    .mutation(({ ctx, input }) => revokeKey(ctx, input.id)),
  ofWorkspace: person.query
    .input(KeysOfWorkspace)
    .output(z.array(WorkspaceKeyView))
    .query(({ ctx, input }) => listKeysOfWorkspace(ctx, input.workspaceId)),
  revokeOfWorkspace: person.mutation
    .input(KeyId)
    .output(nothing)
    .mutation(({ ctx, input }) => revokeKeyOfWorkspace(ctx, input.id)),
});
