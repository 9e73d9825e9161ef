const MOST_NAMED = 3;

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Says who else is here: "Ada and Bob are here too". */
export function hereToo(names: readonly string[]): string {
  const named = names.length > MOST_NAMED + 1 ? names.slice(0, MOST_NAMED) : names;
  const others = names.length - named.length;
  const all = others > 0 ? [...named, `${others} others`] : named;
  return `${list.format(all)} ${names.length === 1 ? "is" : "are"} here too`;
}
