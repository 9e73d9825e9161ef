import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import { expect, expectTypeOf, test } from "vitest";
import { z } from "zod";
import { NoteView, noteRules, notes, notesResource, type router } from "../../test/team-notes.ts";
import type { QueryContext } from "../context.ts";
import type { Seen } from "../rules/rules.ts";
import { resource } from "./resource.ts";
import { withIncludes } from "./with-includes.ts";

type Inputs = inferRouterInputs<typeof router>["notes"];
type Outputs = inferRouterOutputs<typeof router>["notes"];
type Where = NonNullable<Inputs["list"]["where"]>;

// What the compiler says; none of it runs.
const never = (_: () => unknown) => expect(true).toBe(true);

test("a list's input knows which fields filter, with which operators and values", () => {
  expectTypeOf<Where["stars"]>().toEqualTypeOf<
    { eq?: number; gt?: number; lt?: number; between?: [from: number, to: number] } | undefined
  >();
  expectTypeOf<Where["mood"]>().toEqualTypeOf<
    { eq?: "calm" | "über" | "wild"; in?: ("calm" | "über" | "wild")[]; isNull?: boolean } | undefined
  >();
  expectTypeOf<Where["createdAt"]>().toEqualTypeOf<
    { gt?: string; lt?: string; between?: [from: string, to: string] } | undefined
  >();
  expectTypeOf<Where["title"]>().toEqualTypeOf<{ eq?: string; contains?: string; startsWith?: string } | undefined>();
  expectTypeOf<keyof Where>().toEqualTypeOf<"title" | "mood" | "stars" | "price" | "pinned" | "createdAt" | "dueAt">();
});

test("a list's input knows its sorts, its includes and what it lies within", () => {
  expectTypeOf<NonNullable<Inputs["list"]["sort"]>>().toEqualTypeOf<
    "newest" | "oldest" | "title" | "due" | "dueLast" | "mood" | "pinned"
  >();
  expectTypeOf<Inputs["list"]["folderId"]>().toEqualTypeOf<string>();
  expectTypeOf<keyof NonNullable<Inputs["list"]["include"]>>().toEqualTypeOf<"author" | "comments" | "latest">();
  expectTypeOf<Inputs["list"]>().not.toHaveProperty("search");
  expectTypeOf<Inputs["create"]>().toEqualTypeOf<{
    folderId: string;
    title: string;
    stars?: number | undefined;
    dueAt?: string | null | undefined;
  }>();
});

test("what is not declared does not compile", () => {
  type List = Inputs["list"];
  // @ts-expect-error a list names what it lies within
  never((): List => ({ sort: "title" }));
  never(
    (): List => ({ folderId: "", where: { stars: { gt: 1 } }, include: { comments: { include: { author: true } } } }),
  );
  // @ts-expect-error not a field that filters
  never((): List => ({ folderId: "", where: { version: { eq: 1 } } }));
  // @ts-expect-error not an operator of this field
  never((): List => ({ folderId: "", where: { pinned: { gt: true } } }));
  // @ts-expect-error not a value of this field
  never((): List => ({ folderId: "", where: { mood: { eq: "sad" } } }));
  // @ts-expect-error not a sort
  never((): List => ({ folderId: "", sort: "stars" }));
  // @ts-expect-error not an include
  never((): List => ({ folderId: "", include: { folder: true } }));
  // @ts-expect-error not an include of the include
  never((): List => ({ folderId: "", include: { author: { include: { comments: true } } } }));
});

test("an answer has its includes as fields that may be missing, and nothing that is not declared", () => {
  type Item = Outputs["list"]["items"][number];

  expectTypeOf<Item["author"]>().toEqualTypeOf<{ id: string; name: string } | null | undefined>();
  expectTypeOf<NonNullable<Item["comments"]>[number]["author"]>().toEqualTypeOf<
    { id: string; name: string } | null | undefined
  >();
  expectTypeOf<Item["createdAt"]>().toEqualTypeOf<string>();
  expectTypeOf<Item>().not.toHaveProperty("secret");
  expectTypeOf<Outputs["update"]>().not.toHaveProperty("author");
});

test("an answer can be narrowed to exactly the includes that were asked for", () => {
  const page = { items: [], nextCursor: null } as Outputs["list"];

  const plain = withIncludes({ folderId: "f" }, page);
  const asked = withIncludes(
    { folderId: "f", include: { author: true, comments: { include: { author: true } } } },
    page,
  );
  const one = withIncludes({ id: "n", include: { latest: true } }, {} as Outputs["get"]);

  type Asked = (typeof asked)["items"][number];
  expectTypeOf<(typeof plain)["items"][number]>().not.toHaveProperty("author");
  expectTypeOf<Asked["author"]>().toEqualTypeOf<{ id: string; name: string } | null>();
  expectTypeOf<Asked["comments"][number]["author"]>().toEqualTypeOf<{ id: string; name: string } | null>();
  expectTypeOf<Asked>().not.toHaveProperty("latest");
  expectTypeOf<Asked["title"]>().toEqualTypeOf<string>();
  expectTypeOf<(typeof one)["latest"][number]>().not.toHaveProperty("author");
  expectTypeOf(asked.nextCursor).toEqualTypeOf<string | null>();
  expect(plain).toBe(page);
});

test("the verbs are typed alike, and the row that is found carries the proof that it may be seen", () => {
  never(() => notesResource.listRows({} as QueryContext, { folderId: "f", sort: "title" }));
  expectTypeOf(notesResource.findRow).returns.toEqualTypeOf<Promise<Seen<typeof notes.$inferSelect>>>();
  expectTypeOf<Awaited<ReturnType<typeof notesResource.listRows>>>().toHaveProperty("items");
  expectTypeOf<NonNullable<Parameters<typeof notesResource.listRows>[1]["where"]>>().toEqualTypeOf<Where>();
});

test("only what is declared is there", () => {
  const read = resource(notes, {
    ...{ name: "only read", rules: noteRules, output: NoteView },
    sort: { newest: ["-createdAt"] },
  });

  expectTypeOf(read).not.toHaveProperty("create");
  expectTypeOf(read).not.toHaveProperty("updateRow");
  expectTypeOf(read.procedures).not.toHaveProperty("restore");
  expect(Object.keys(read.procedures)).toEqual(["list", "get", "count"]);
  expect(Object.keys(notesResource.procedures)).toEqual([
    ...["list", "get", "count", "create", "update", "delete", "restore"],
  ]);
});

const declared = { rules: noteRules, output: NoteView, sort: { newest: ["-createdAt"] } } as const;

test("a declaration that cannot work does not compile, and says what is wrong when it runs all the same", () => {
  const Hidden = z.object({ id: z.string(), title: z.string() });

  // @ts-expect-error a field that is not shown
  expect(() => resource(notes, { ...declared, name: "w1", filter: { secret: ["eq"] } })).toThrow(
    'w1: "secret" is filtered or sorted by, so its output must show it',
  );
  // @ts-expect-error an operator for text with a folded twin
  expect(() => resource(notes, { ...declared, name: "w2", filter: { mood: ["contains"] } })).toThrow(
    '"contains" on "mood" needs a column "moodFolded" that holds the folded text',
  );
  // @ts-expect-error a field that is not shown
  expect(() => resource(notes, { ...declared, name: "w3", output: Hidden })).toThrow('w3: "createdAt" is filtered or');
  // @ts-expect-error no column
  expect(() => resource(notes, { ...declared, name: "w4", sort: { odd: ["-oddity"] } })).toThrow("to sort by");
  expect(() => resource(notes, { ...declared, name: "w5", sort: {} })).toThrow("w5: declare at least one sort");
  expect(() => resource(notes, { ...declared, name: "w6", output: NoteView.extend({ odd: z.string() }) })).toThrow(
    'w6: its output shows "odd", which is no column and not computed',
  );
  expect(() => resource(notes, { ...declared, name: "w7", output: NoteView.partial({ title: true }) })).toThrow(
    'w7: "title" of its output must not be optional',
  );
  expect(() =>
    resource(notes, { ...declared, name: "w8", create: { input: z.strictObject({ title: z.string() }) } }),
  ).toThrow("w8: its rules do not say who may create");
});
