import type { Label } from "../labels/table.ts";

type Color = Label["color"];

/** Where on the colour wheel each name of the palette lies, in degrees. */
const hues: [Color, number][] = [
  ["red", 0],
  ["orange", 27],
  ["yellow", 48],
  ["lime", 85],
  ["green", 131],
  ["teal", 162],
  ["cyan", 188],
  ["blue", 208],
  ["indigo", 230],
  ["violet", 255],
  ["grape", 288],
  ["pink", 338],
];

/** The name in our palette nearest to a colour such as `d73a4a`, by hue; gray for what is no colour or has none. */
export function nearestColor(hex: string | null): Color {
  const [, digits] = /^#?([0-9a-f]{6})$/i.exec(hex?.trim() ?? "") ?? [];
  if (!digits) return "gray";
  const hue = hueOf(Number.parseInt(digits, 16));
  if (hue === null) return "gray";
  const distance = (other: number) => Math.min(Math.abs(hue - other), 360 - Math.abs(hue - other));
  return hues.reduce((best, next) => (distance(next[1]) < distance(best[1]) ? next : best))[0];
}

/** In degrees, or `null` when the colour is close to gray. https://en.wikipedia.org/wiki/HSL_and_HSV#Hue_and_chroma */
function hueOf(rgb: number): number | null {
  const [red, green, blue] = [rgb >> 16, (rgb >> 8) & 255, rgb & 255];
  const max = Math.max(red, green, blue);
  const chroma = max - Math.min(red, green, blue);
  if (chroma < 24) return null;
  if (max === red) return (((green - blue) / chroma) * 60 + 360) % 360;
  return max === green ? ((blue - red) / chroma) * 60 + 120 : ((red - green) / chroma) * 60 + 240;
}
