// Faults: 191.
import { expect, test } from "vitest";
import { emailAddress } from "./fields.ts";

test.each([
  ["ada@example.com", "ada@example.com"],
  [" Ada@Example.COM\t", "ada@example.com"],
  ["ada＠example.com", "ada@example.com"],
  ["ａｄａ@ｅｘａｍｐｌｅ.ｃｏｍ", "ada@example.com"],
  ["ada@example．com", "ada@example.com"],
  ["ⒶⒹⒶ@example.com", "ada@example.com"],
  ["ﬁnn@example.com", "finn@example.com"],
  ["\u212Aate@example.com", "kate@example.com"],
  ["ada@EXAMPLE.com", "ada@example.com"],
  ["a.d.a+tag@example.com", "a.d.a+tag@example.com"],
  ["o'neil@example.co.uk", "o'neil@example.co.uk"],
])("an address has one form, whatever way it is written: %j", (written, canonical) => {
  expect(emailAddress.parse(written)).toBe(canonical);
  // Once more changes nothing, so that what is stored is what is looked for.
  expect(emailAddress.parse(canonical)).toBe(canonical);
});

test.each([
  // Others that only look like it: Cyrillic а and о, Greek ο, dotless ı, small capital ᴀ, mathematical letters are folded.
  ...["аda@example.com", "ada@exаmple.com", "ada@gοogle.com", "ada@examplе.com", "adı@example.com", "ᴀda@example.com"],
  // What cannot be seen.
  ...["ad\u200Ba@example.com", "ada\u00AD@example.com", "ada\u200D@example.com", "ada@exa\u2060mple.com"],
  ...["\u202Eada@example.com", "ada@example.com\u200B", "ada\uFE0F@example.com", "\uFEFFada@x\u200Cy.com"],
  // More than one address, or half of one.
  ...["ada@example.com,eve@example.com", "ada@example.com eve@example.com", "ada@example.com\nbcc: eve@example.com"],
  ...["ada@@example.com", "ada@example@com", "ada＠ada@example.com", "@example.com", "ada@", "ada"],
  // Hosts that are none.
  ...["ada@example", "ada@example.com.", "ada@.example.com", "ada@example..com", "ada@-example.com", "ada@127.0.0.1"],
  ...["ada@[127.0.0.1]", "ada@example.com\0", "ada@localhost", "ada@example.c", "ada@example。com"],
  // Local parts that are none, or that two readers read differently.
  ...[".ada@example.com", "ada.@example.com", "a..da@example.com", '"ada"@example.com', '"a b"@example.com'],
  ...["ada(comment)@example.com", "<ada@example.com>", "Ada <ada@example.com>", "mailto:ada@example.com"],
  // Folds that grow: İ becomes i and a dot above it.
  ...["\u0130da@example.com", "ada@ex\u0130mple.com", "stra\u00DFe@example.com"],
])("what only looks like one, or is none, is refused: %j", (written) => {
  expect(emailAddress.safeParse(written).success).toBe(false);
});

test("no two stored addresses look alike to the database: all are plain letters", () => {
  const letters = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code));

  const accepted = letters.flatMap((letter) => {
    const { data, success } = emailAddress.safeParse(`a${letter}a@example.com`);
    return success ? [data] : [];
  });

  expect(accepted.filter((address) => !/^[\x21-\x7e]+$/.test(address))).toEqual([]);
});
