import { expect, test } from "vitest";
import { readCsvHead } from "./csv-head.ts";
import { ImportFileError } from "./file-row.ts";

test("the names of the columns and the first row are read, whatever separates them", async () => {
  expect(await readCsvHead(["Title;Sta", 'tus\n"Paint; twice";open\nnext'])).toEqual({
    columns: ["Title", "Status"],
    example: ["Paint; twice", "open"],
  });
});

test("a file with a header alone has no example", async () => {
  expect(await readCsvHead(["Title,Status"])).toEqual({ columns: ["Title", "Status"], example: [] });
});

test("an empty file is refused in words", async () => {
  await expect(readCsvHead([""])).rejects.toThrow(new ImportFileError("The file is empty."));
});
