/** As much of an HTML tree as this needs. */
interface Node {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
}

/** Makes the names of mentioned people stand out, outside of code and links. */
export function markMentions(names: readonly string[]): (tree: Node) => void {
  const pattern = patternOf(names);
  return (tree) => {
    if (pattern) mark(tree, pattern);
  };
}

function patternOf(names: readonly string[]): RegExp | undefined {
  if (names.length === 0) return undefined;
  // The longest first, so that "Ada Lovelace" is not taken for "Ada".
  const escaped = names
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(@(?:${escaped.join("|")}))(?![\\p{L}\\p{N}_])`, "giu");
}

function mark(node: Node, pattern: RegExp): void {
  if (!node.children || node.tagName === "code" || node.tagName === "a") return;
  node.children = node.children.flatMap((child) => {
    if (child.type !== "text" || !child.value) {
      mark(child, pattern);
      return [child];
    }
    // Splitting by a pattern with a group puts the matches at odd places.
    return child.value.split(pattern).flatMap((part, place) => (part ? [place % 2 ? mention(part) : text(part)] : []));
  });
}

const text = (value: string): Node => ({ type: "text", value });

const mention = (name: string): Node => ({
  type: "element",
  tagName: "span",
  properties: { className: ["mention"] },
  children: [text(name)],
});
