import type { Field } from "./field.ts";

/** What rows belong to. */
export const owners = ["projects", "workspaces"] as const;
export type Owner = (typeof owners)[number];

/** Who may do what: members write and viewers read, admins write and all read, or each person has their own. */
export const presets = ["members", "admins", "own"] as const;
export type Preset = (typeof presets)[number];

/** A feature to be made. */
export interface Feature {
  /** `note` */
  noun: string;
  /** `notes`: the table, the folder and the router. */
  plural: string;
  owner: Owner;
  preset: Preset;
  fields: Field[];
  /** Whether a list can be searched by its text. */
  search: boolean;
}

/** `Note`, for types and schemas. */
export const titled = ({ noun }: Feature): string => noun.charAt(0).toUpperCase() + noun.slice(1);

/** The column that says what a row belongs to. */
export const ownerId = ({ owner }: Feature): string => (owner === "projects" ? "projectId" : "workspaceId");

/** Where its folder is, from the root of the repository. */
export const folderOf = ({ plural }: Feature): string => `packages/server/src/features/${plural}`;

/** The fields that a search looks at: at most four, the first being the heading. */
export const searched = ({ fields }: Feature): Field[] => fields.filter(({ type }) => type === "text").slice(0, 4);

/** `noteStatuses` holds the words of a field `status` of notes. */
export const wordsName = ({ noun }: Feature, { name }: Field): string =>
  `${noun}${name.charAt(0).toUpperCase()}${name.slice(1)}Words`;

/** The file of those words. */
export const wordsFile = ({ noun }: Feature, { name }: Field): string =>
  `${noun}-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}-words.ts`;
