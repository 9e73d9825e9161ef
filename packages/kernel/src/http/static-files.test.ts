import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { serveNotes } from "../../test/notes-app.ts";

function builtApp() {
  const folder = mkdtempSync(join(tmpdir(), "plinth-web-"));
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>page</title>");
  writeFileSync(join(folder, "assets/app-1a2b.js"), "export {};".repeat(100));
  writeFileSync(join(folder, "assets/app-1a2b.js.map"), "the source");
  writeFileSync(join(folder, ".env"), "SECRET=1");
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}

test("every path of the app is the page; assets are kept for ever", async () => {
  using built = builtApp();
  await using app = await serveNotes({ webFolder: built.folder });

  for (const path of ["/", "/harbour/p/APP?task=1", "/../../etc/passwd", "/.env", "/%2e%2e/x"]) {
    const response = await fetch(app.url + path);
    expect([path, response.status, response.headers.get("cache-control")]).toEqual([path, 200, "no-cache"]);
    expect(await response.text()).toContain("<title>page</title>");
  }
  const asset = await fetch(`${app.url}/assets/app-1a2b.js`);
  expect(asset.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  expect(asset.headers.get("content-type")).toContain("text/javascript");
  expect(asset.headers.get("content-encoding")).toBe("gzip");
  expect(await asset.text()).toBe("export {};".repeat(100));
});

test("an asset that is not there is not the page, and sources are not served", async () => {
  using built = builtApp();
  await using app = await serveNotes({ webFolder: built.folder });

  for (const path of ["/assets/app-9z9z.js", "/assets/app-1a2b.js.map", "/assets/../.env"]) {
    const text = await (await fetch(app.url + path)).text();
    expect(text).not.toContain("the source");
    expect(text).not.toContain("SECRET");
  }
  expect((await fetch(`${app.url}/assets/app-9z9z.js`)).status).toBe(404);
});

test("what is text says in which encoding", async () => {
  using built = builtApp();
  for (const name of ["a.css", "a.svg", "a.txt"]) writeFileSync(join(built.folder, name), "text");
  await using app = await serveNotes({ webFolder: built.folder });

  for (const path of ["/", "/assets/app-1a2b.js", "/a.css", "/a.svg", "/a.txt"]) {
    const { headers } = await fetch(app.url + path);
    expect([path, headers.get("content-type")]).toEqual([path, expect.stringMatching(/; charset=utf-8$/)]);
  }
});

test("what the browser has already is not sent again", async () => {
  using built = builtApp();
  await using app = await serveNotes({ webFolder: built.folder });
  const etag = (await fetch(app.url)).headers.get("etag") ?? "";

  expect((await fetch(app.url, { headers: { "if-none-match": etag } })).status).toBe(304);
  expect((await fetch(app.url, { headers: { "if-none-match": '"another"' } })).status).toBe(200);
});

test("a folder that is replaced while the server runs does not break it", async () => {
  using built = builtApp();
  await using app = await serveNotes({ webFolder: built.folder });
  rmSync(built.folder, { recursive: true });

  expect((await fetch(app.url)).status).toBe(200);
});
