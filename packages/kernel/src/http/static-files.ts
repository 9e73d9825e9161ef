import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const compress = promisify(gzip);

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
};
const compressible = /text|javascript|json|svg/;

interface StaticFile {
  body: Buffer;
  gzipped?: Promise<Buffer>;
  type: string;
  etag: string;
}

/**
 * Serves the built web app from memory: hashed assets for ever, every other path as the page itself, which is always asked for again. A
 * deployment that replaces the folder cannot break the server that runs, and paths never reach the file system.
 */
export function staticFiles(folder: string) {
  const files = readAll(folder);
  const page = files.get("/index.html");
  /** Resolves with whether there was something to answer. */
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    const hashed = path.startsWith("/assets/");
    const file = files.get(path) ?? (hashed ? undefined : page);
    if (!file) return false;
    response.setHeader("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
    response.setHeader("ETag", file.etag);
    response.setHeader("Vary", "Accept-Encoding");
    if (request.headers["if-none-match"] === file.etag) {
      response.writeHead(304).end();
      return true;
    }
    const body = await encoded(file, request, response);
    response.writeHead(200, { "Content-Type": file.type, "Content-Length": body.length });
    response.end(request.method === "HEAD" ? undefined : body);
    return true;
  };
}

function readAll(folder: string): Map<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || !type) continue;
    const file = join(entry.parentPath, entry.name);
    const body = readFileSync(file);
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    files.set(`/${relative(folder, file).split(sep).join("/")}`, { body, type, etag });
  }
  return files;
}

async function encoded(file: StaticFile, { headers }: IncomingMessage, response: ServerResponse): Promise<Buffer> {
  const wanted = /\bgzip\b/.test(String(headers["accept-encoding"] ?? ""));
  if (!wanted || !compressible.test(file.type)) return file.body;
  response.setHeader("Content-Encoding", "gzip");
  file.gzipped ??= compress(file.body);
  return file.gzipped;
}
