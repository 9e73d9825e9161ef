/**
 * A Markdown text without what is inside code fences and code spans.
 *
 * @see https://spec.commonmark.org/0.31.2/#fenced-code-blocks and #code-spans
 */
export function withoutCode(markdown: string): string {
  return withoutSpans(withoutFences(markdown));
}

function withoutFences(markdown: string): string {
  const kept: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    const [, marks = "", rest = ""] = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line.trimEnd()) ?? [];
    if (fence) {
      if (marks[0] === fence[0] && marks.length >= fence.length && rest === "") fence = undefined;
    } else if (marks && !(marks[0] === "`" && rest.includes("`"))) {
      fence = marks;
    } else {
      kept.push(line);
      continue;
    }
    // A fence ends the paragraph around it, so that a backtick before it finds no partner behind it.
    kept.push("");
  }
  return kept.join("\n");
}

/** A span opens with a run of backticks and closes with the next run of the same length, within its paragraph. */
function withoutSpans(markdown: string): string {
  return markdown
    .split(/\n[ \t]*\n/)
    .map(withoutSpansIn)
    .join("\n\n");
}

function withoutSpansIn(paragraph: string): string {
  const runs = [...paragraph.matchAll(/`+/g)];
  const nextOfLength = partners(runs.map(([run]) => run.length));
  let text = "";
  let from = 0;
  for (let opening = 0; opening < runs.length; opening++) {
    const closing = nextOfLength[opening];
    if (closing === undefined) continue;
    text += `${paragraph.slice(from, runs[opening]?.index)} `;
    from = (runs[closing]?.index ?? 0) + (runs[closing]?.[0].length ?? 0);
    opening = closing;
  }
  return text + paragraph.slice(from);
}

/** For each run the next one of the same length. */
function partners(lengths: number[]): (number | undefined)[] {
  const next = new Map<number, number>();
  const found: (number | undefined)[] = new Array(lengths.length);
  for (let i = lengths.length - 1; i >= 0; i--) {
    const length = lengths[i] ?? 0;
    found[i] = next.get(length);
    next.set(length, i);
  }
  return found;
}
