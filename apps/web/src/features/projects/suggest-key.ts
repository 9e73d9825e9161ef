/** A key made from a project's name: `Apollo` becomes `APO`, `Web shop` becomes `WS`. */
export function suggestKey(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? words.map((word) => word[0]).join("") : (words[0] ?? "").slice(0, 3);
  return letters.replace(/^[0-9]+/, "").slice(0, 5);
}
