export const declarations = (): string[] => [];

export function statements(table: string): string[] {
  return ["UPDATE", "DELETE"].map(
    (deed) => `CREATE TRIGGER ${table}_no_${deed.toLowerCase()} BEFORE ${deed} ON ${table} BEGIN
  SELECT raise(ABORT, '${table} is only ever added to');
END;`,
  );
}
