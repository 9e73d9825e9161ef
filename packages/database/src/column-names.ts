/** `archivedAt` → `archived_at`. */
export function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Gives every column builder without a name its key in snake_case, before the table takes the key itself. */
export function named<T extends Record<string, object>>(columns: T): T {
  for (const [key, builder] of Object.entries(columns)) {
    // Safe because every drizzle column builder has both; they are only left out of the published types.
    const unnamed = builder as { setName(name: string): void; config: { keyAsName: boolean } };
    unnamed.setName(snakeCase(key));
    // Otherwise drizzle looks the name up by the table's name each time, and finds that of the first table which was called so.
    unnamed.config.keyAsName = false;
  }
  return columns;
}
