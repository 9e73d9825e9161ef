// What the browser may import as values: the inputs that its forms check, a line a feature, and the closed sets of words. Everything
// here stands on zod alone.

export { eventNames } from "./event-names.ts";
export * as accountInputs from "./features/accounts/inputs.ts";
export * as apiKeyInputs from "./features/api-keys/inputs.ts";
export { reactionKinds } from "./features/comments/reactions.ts";
export * as deviceLoginInputs from "./features/device-logins/inputs.ts";
export * as emailInputs from "./features/emails/inputs.ts";
export { ImportedRow, type ImportedRowInput } from "./features/imports/rows.ts";
export * as inviteInputs from "./features/invites/inputs.ts";
export { labelColors } from "./features/labels/colors.ts";
export { type Role, roles, suffices } from "./features/members/roles.ts";
export { actorWords, deedWords } from "./features/notifications/sentences.ts";
export * as passkeyInputs from "./features/passkeys/inputs.ts";
export * as passwordInputs from "./features/passwords/inputs.ts";
export * as projectInputs from "./features/projects/inputs.ts";
export { pathHere } from "./features/providers/path-here.ts";
export * as recoveryCodeInputs from "./features/recovery-codes/inputs.ts";
export * as sessionInputs from "./features/sessions/inputs.ts";
export * as signInLinkInputs from "./features/sign-in-links/inputs.ts";
export { type Category, categories, isClosed } from "./features/statuses/categories.ts";
export * as taskInputs from "./features/tasks/inputs.ts";
export { type Priority, priorities } from "./features/tasks/priorities.ts";
export * as totpInputs from "./features/totp/inputs.ts";
export { EVERYTHING, type WebhookEvent, webhookEvents } from "./features/webhooks/event-names.ts";
export * as webhookInputs from "./features/webhooks/inputs.ts";
export * as workspaceInputs from "./features/workspaces/inputs.ts";
