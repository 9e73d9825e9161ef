type IncludesOf<Input> = Input extends { include: infer Includes extends object } ? Includes : Record<never, never>;

type OptionalKeys<Item> = { [Key in keyof Item]-?: undefined extends Item[Key] ? Key : never }[keyof Item];

type Narrowed<Related, What> = Related extends readonly (infer Item)[]
  ? RowWith<What, Item>[]
  : Related extends object
    ? RowWith<What, Related>
    : Related;

/** A row with exactly the includes that its input asked for. All that may be missing of a row is an include. */
export type RowWith<Input, Item> = {
  [Name in
    | Exclude<keyof Item, OptionalKeys<Item>>
    | (keyof IncludesOf<Input> & keyof Item)]: Name extends keyof IncludesOf<Input>
    ? Narrowed<Exclude<Item[Name], undefined>, IncludesOf<Input>[Name]>
    : Item[Name];
};

/** An answer of `list` or `get`, with exactly the includes that were asked for. */
export type WithIncludes<Input, Answer> = Answer extends { items: (infer Item)[] }
  ? Omit<Answer, "items"> & { items: RowWith<Input, Item>[] }
  : RowWith<Input, Answer>;

/**
 * The same answer, typed by what its input asked for: a procedure's type can only say that an include may be there.
 *
 * @param input - the input of the call. Write it in place or `as const`, so that its type says what it asks for.
 * @example
 * const input = { projectId, include: { author: true } } as const;
 * const { items } = withIncludes(input, await client.notes.list.query(input));
 * items[0]?.author?.name;
 */
export function withIncludes<const Input, Answer>(_: Input, answer: Answer): WithIncludes<Input, Answer> {
  // Safe because a resource answers with the includes its input asks for, and no others.
  return answer as unknown as WithIncludes<Input, Answer>;
}
