/** HTML that is safe to send: what was put into it is text. */
export class Html {
  constructor(readonly text: string) {}
}

/**
 * Writes HTML with values in it. Values are text, whatever they hold, unless they are `Html` themselves; those of a list follow each other.
 *
 * @example html`<b>${name}</b>`
 */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  const written = values.map((value) => {
    if (typeof value === "string") return escaped(value);
    return value instanceof Html ? value.text : value.map(({ text }) => text).join("");
  });
  return new Html(String.raw({ raw: parts }, ...written));
}

const named: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => named[sign] ?? sign);
}
