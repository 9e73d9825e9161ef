/** What a field can hold. */
export const fieldTypes = ["text", "flag", "integer", "moment", "oneOf"] as const;
export type FieldType = (typeof fieldTypes)[number];

/** A field of a feature, as `--field status:oneOf(open,closed)?` says it. */
export interface Field {
  name: string;
  type: FieldType;
  /** Whether it may be left empty. */
  nullable: boolean;
  /** What a `oneOf` chooses from; the first is the usual one. */
  words: string[];
}

interface TypeCode {
  /** The column, without the word whether it may be empty. */
  column: string;
  /** What a caller may give. */
  input: string;
  /** What stands for it when a caller gives nothing. */
  usual?: string;
  /** What leaves the server. */
  output: string;
  filter: readonly string[];
  /** Two values that callers may give, and the first two as the server answers them. */
  samples: readonly [string, string];
  answers: readonly [string, string];
  /** One that is refused, and that the compiler does not refuse already. */
  bad?: string;
}

/** How a field is written down. `words` is the name of the list of words. */
export function codeOf({ type, words: given }: Field, words: string): TypeCode {
  const [first = "", second = first] = given.map((word) => JSON.stringify(word));
  const codes: Record<FieldType, TypeCode> = {
    text: {
      ...{ column: "text()", input: "line(200)", output: "z.string()", filter: [], bad: '"x".repeat(201)' },
      ...{ samples: ['"Land"', '"Land softly"'], answers: ['"Land"', '"Land softly"'] },
    },
    flag: {
      ...{ column: "flag()", input: "z.boolean()", usual: "false", output: "z.boolean()", filter: ["eq"] },
      ...{ samples: ["true", "false"], answers: ["true", "false"] },
    },
    integer: {
      ...{ column: "integer()", input: "wholeNumber(0, 1_000_000)", output: "z.number()", bad: "0.5" },
      ...{ filter: ["eq", "gt", "lt", "between"], samples: ["1", "2"], answers: ["1", "2"] },
    },
    moment: {
      ...{ column: "moment()", input: "momentText", output: "z.date()", filter: ["gt", "lt", "between"] },
      samples: ['"2026-12-01T09:00:00.000Z"', '"2026-12-02T09:00:00.000Z"'],
      answers: ['new Date("2026-12-01T09:00:00.000Z")', 'new Date("2026-12-02T09:00:00.000Z")'],
      bad: '"tomorrow"',
    },
    oneOf: {
      ...{ column: `oneOf(${words})`, input: `z.enum(${words})`, usual: first, output: `z.enum(${words})` },
      ...{ filter: ["eq", "in"], samples: [first, second], answers: [first, second] },
    },
  };
  return codes[type];
}
