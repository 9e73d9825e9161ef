/** A line that imports these names. */
export function importing(names: string, from: string): string {
  const typesOnly = names.split(", ").every((name) => name.startsWith("type "));
  return typesOnly
    ? `import type { ${names.replaceAll("type ", "")} } from "${from}";`
    : `import { ${names} } from "${from}";`;
}

/** The text of these lines; what is not to be there is `false`. */
export function lines(...given: (string | false)[]): string {
  return `${given.filter((line) => line !== false).join("\n")}\n`;
}
