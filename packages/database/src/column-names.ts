/** `archivedAt` → `archived_at`. */
export function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Gives every column builder without a name its key in snake_case, before the table takes the key itself. */
export function named<T extends Record<string, object>>(columns: T): T {
  for (const [key, builder] of Object.entries(columns)) {
    // Safe because every drizzle column builder has it; it is only left out of the published types.
    (builder as { setName(name: string): void }).setName(snakeCase(key));
  }
  return columns;
}
