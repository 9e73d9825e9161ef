import type { Block, Item, Letter } from "./letter.ts";

/** The letter for mail programs that show no HTML. */
export function letterText({ blocks, reason, unsubscribeUrl }: Letter): string {
  const end = unsubscribeUrl ? [reason, `Stop such mail: ${unsubscribeUrl}`] : [reason];
  return `${[...blocks.map(blockText), "-- ", ...end].join("\n\n").replace("-- \n\n", "-- \n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return block.text;
    case "button":
      return `${block.label}:\n${block.url}`;
    case "quote":
      return block.text.replace(/^/gm, "> ");
    case "list":
      return block.items.map(itemText).join("\n");
  }
}

function itemText({ text, url, detail }: Item): string {
  return [`- ${text}`, detail, url].filter(Boolean).join("\n  ");
}
