import { expect, test } from "vitest";
import { mentioned } from "./mentioned.ts";

const people = [
  { userId: "ada", name: "Ada", email: "ada@example.com" },
  { userId: "lovelace", name: "Ada Lovelace", email: "lovelace@example.com" },
  { userId: "jose", name: "José Ñúñez", email: "jose.n+work@example.co.uk" },
  { userId: "sam-1", name: "Sam", email: "sam@example.com" },
  { userId: "sam-2", name: "sam", email: "sam@other.example" },
];

const named = (body: string) => mentioned(body, people);

test("a name after @ mentions its bearer, whatever the case", () => {
  expect(named("Hi @Ada, look")).toEqual(["ada"]);
  expect(named("@ADA")).toEqual(["ada"]);
  expect(named("(@ada)")).toEqual(["ada"]);
  expect(named("ask @ada's team")).toEqual(["ada"]);
  expect(named("**@jose\u0301 ñúñez**!")).toEqual(["jose"]);
});

test("where several names fit, the longest is meant", () => {
  expect(named("@Ada Lovelace, please")).toEqual(["lovelace"]);
  expect(named("@Ada lovely")).toEqual(["ada"]);
  expect(named("@ada @ada lovelace @Ada")).toEqual(["ada", "lovelace"]);
});

test("an e-mail address after @ mentions its owner", () => {
  expect(named("@lovelace@example.com.")).toEqual(["lovelace"]);
  expect(named("cc @JOSE.N+work@example.co.uk")).toEqual(["jose"]);
});

test("people who share a name are all meant", () => {
  expect(named("@Sam")).toEqual(["sam-1", "sam-2"]);
  expect(named("@sam@other.example")).toEqual(["sam-2"]);
});

test("part of a word, of an address or of another name mentions nobody", () => {
  expect(named("@Adam, @ada-marie, @ada_x, @ada.b")).toEqual([]);
  expect(named("mail ada@ada or x.y@sam")).toEqual([]);
  expect(named("@ada@elsewhere.example, @sam@example.community")).toEqual([]);
  expect(named("@ @@ @@ada")).toEqual([]);
});

test("nobody is mentioned inside code", () => {
  expect(named("`@ada` and ``a ` @sam`` but @jose ñúñez")).toEqual(["jose"]);
  expect(named("```\n@ada\n```\n@sam")).toEqual(["sam-1", "sam-2"]);
  expect(named("~~~~ts\n@ada\n~~~\n@ada\n~~~~~\n")).toEqual([]);
  expect(named("```\n@ada never closed")).toEqual([]);
  expect(named("a stray ` here\n\nand ` there @ada")).toEqual(["ada"]);
  expect(named("a stray ` here\n```\ncode\n```\n@ada ` there")).toEqual(["ada"]);
  expect(named("``` inline @ada ``` @sam")).toEqual(["sam-1", "sam-2"]);
});

test("a text made of nothing but signs is read in linear time", () => {
  const started = performance.now();

  expect(named("@a".repeat(100_000))).toEqual([]);
  expect(named("`".repeat(200_000))).toEqual([]);
  expect(named("`@ada ``".repeat(25_000)).length).toBeLessThan(2);

  expect(performance.now() - started).toBeLessThan(2_000);
});
