export const declarations = (): string[] => [
  `CREATE OR REPLACE FUNCTION plinth_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END $$;`,
];

export function statements(table: string): string[] {
  // A statement that finds no row is refused as well.
  return [
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION plinth_append_only();`,
  ];
}
