/** Characters that a database and we may see differently: all of the first two planes, the tags, and some of each plane that holds but one kind. */
export function* characters(): Generator<string> {
  for (let code = 1; code <= 0x10ffff; code += code < 0x20000 || (code >= 0xe0000 && code < 0xe0200) ? 1 : 61) {
    if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
  }
}
