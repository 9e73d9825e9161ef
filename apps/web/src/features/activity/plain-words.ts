/** What can be said of an event by its name alone: `note.created` is `created a note`, and others are as they are called. */
export function plainWords(name: string): string {
  const [noun = "", deed = ""] = name.replaceAll("_", " ").split(".");
  if (!["created", "changed", "deleted"].includes(deed)) return `${noun} ${deed}`;
  return `${deed} ${/^[aeiou]/.test(noun) ? "an" : "a"} ${noun}`;
}
