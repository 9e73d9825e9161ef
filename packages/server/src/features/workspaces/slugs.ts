import { randomBytes } from "node:crypto";
import { conflict, type QueryContext } from "@plinth/kernel";
import { eq, inArray } from "drizzle-orm";
import { SLUG_MAX, SLUG_MIN } from "./inputs.ts";
import { reservedSlugs } from "./reserved-slugs.ts";
import { workspaces } from "./table.ts";

const NUMBERED_UP_TO = 9;

/** Turns a name into what a slug may hold: `Ärzte & Söhne` becomes `arzte-sohne`. */
export function slugOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const slug = words.join("-").slice(0, SLUG_MAX).replace(/-$/, "");
  return slug.length < SLUG_MIN ? ["workspace", slug].filter(Boolean).join("-") : slug;
}

/** A slug for the name that nobody has: `acme`, `acme-2` … `acme-9`, then `acme-` and ten random digits. */
export async function freeSlug({ db }: QueryContext, name: string): Promise<string> {
  const slug = slugOf(name);
  const numbered = Array.from({ length: NUMBERED_UP_TO - 1 }, (_, index) => withSuffix(slug, String(index + 2)));
  // 40 bits: by then a clash is as good as impossible, and would be refused rather than overwritten.
  const candidates = [slug, ...numbered, withSuffix(slug, randomBytes(5).toString("hex"))];
  const rows = await db.select({ slug: workspaces.slug }).from(workspaces).where(inArray(workspaces.slug, candidates));
  const taken = new Set(rows.map((row) => row.slug));
  const free = candidates.find((candidate) => !taken.has(candidate) && !reservedSlugs.has(candidate));
  if (free === undefined) throw slugTaken();
  return free;
}

/** @throws Failure CONFLICT when some workspace has it already, whether or not the caller may see that workspace. */
export async function requireFreeSlug({ db }: QueryContext, slug: string): Promise<void> {
  const taken = await db.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.slug, slug));
  if (taken.length > 0) throw slugTaken();
}

const slugTaken = () => conflict("This address is taken. Choose another.");

function withSuffix(slug: string, suffix: string): string {
  return `${slug.slice(0, SLUG_MAX - suffix.length - 1).replace(/-$/, "")}-${suffix}`;
}
