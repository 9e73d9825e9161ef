/** What is asked for in place of the form that somebody began with: a code that was mailed, or a second factor. */
export type EntryStep = "mail" | "second";

/** The title of a page that asks for it. */
export const stepTitles: Record<EntryStep, string> = { mail: "Look into your mail", second: "One more step" };
