// What a key may be made for: all that keys can call at all, feature by feature. A test holds it to the API.

const readAndWrite = ["read", "write"] as const;

/** The features that keys can call, and whether there is something to read and to write. */
export const keyFeatures = {
  activity: ["read"],
  audit: readAndWrite,
  comments: readAndWrite,
  follows: readAndWrite,
  imports: readAndWrite,
  invites: readAndWrite,
  labels: readAndWrite,
  members: readAndWrite,
  notifications: readAndWrite,
  presence: readAndWrite,
  projects: readAndWrite,
  search: ["read"],
  statuses: readAndWrite,
  tasks: readAndWrite,
  webhooks: readAndWrite,
  workspaces: readAndWrite,
} as const satisfies Record<string, readonly ("read" | "write")[]>;

export type KeyFeature = keyof typeof keyFeatures;

/** `tasks:read`, and `*:read` for every feature. What may write may read as well. */
export type Scope =
  | { [F in KeyFeature]: `${F}:${(typeof keyFeatures)[F][number]}` }[KeyFeature]
  | `*:${(typeof readAndWrite)[number]}`;

/** Every scope there is. */
export const scopes: readonly Scope[] = [
  ...readAndWrite.map((access) => `*:${access}` as const),
  // Safe because it pairs what the type above pairs.
  ...Object.entries(keyFeatures).flatMap(([name, accesses]) => accesses.map((access) => `${name}:${access}` as Scope)),
];
