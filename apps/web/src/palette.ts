import type { MantineColorsTuple } from "@mantine/core";

// Every colour has the same lightness per shade (OKLCH), so that shade 7 carries white text and shade 3 reads on dark, whatever the hue.

/** Warm stone: everything that is not a signal. */
const gray: MantineColorsTuple = [
  "#faf9f7",
  "#f4f2ef",
  "#eae8e3",
  "#dfdcd6",
  "#cbc7c0",
  "#a19c94",
  "#6b6660",
  "#514c47",
  "#383430",
  "#211e1b",
];

/** The same stone by night; Mantine reads backgrounds from its end and text from its start. */
const dark: MantineColorsTuple = [
  "#e9e6e1",
  "#cfcbc4",
  "#a8a39b",
  "#87827a",
  "#3a3733",
  "#2f2c29",
  "#262421",
  "#1d1b19",
  "#161513",
  "#100f0e",
];

/** The green that bronze turns outdoors. */
const verdigris: MantineColorsTuple = [
  "#f1f9f7",
  "#e0f1ee",
  "#c2e4dd",
  "#9dd2c8",
  "#74bcb0",
  "#4ca497",
  "#288c7e",
  "#057568",
  "#065f54",
  "#02463e",
];

export const palette: Record<string, MantineColorsTuple> = {
  gray,
  dark,
  verdigris,
  red: ["#fff4f3", "#ffe6e4", "#ffcec9", "#feada6", "#f28b83", "#df6a64", "#c54d49", "#aa3736", "#8b2a29", "#681f1e"],
  pink: ["#fef4f7", "#fde6ee", "#fbcddd", "#f4afc8", "#e58db0", "#d16d97", "#b8527e", "#9d3d69", "#813054", "#60223e"],
  grape: ["#fcf4fc", "#f6e7f7", "#eed0ef", "#e1b4e3", "#cf95d2", "#b977bc", "#a05da4", "#88488c", "#6f3972", "#522955"],
  violet: [
    "#f7f6fe",
    "#eeeafd",
    "#ddd5fb",
    "#c9bcf5",
    "#b19fe9",
    "#9982d6",
    "#8168be",
    "#6b53a4",
    "#564287",
    "#403165",
  ],
  indigo: [
    "#f5f7fe",
    "#e8ecfe",
    "#d1dafd",
    "#b7c2f9",
    "#99a7ed",
    "#7e8cdb",
    "#6572c3",
    "#515da9",
    "#414a8b",
    "#2f3768",
  ],
  blue: ["#f2f8fe", "#e1effd", "#c3dffa", "#a0cbf4", "#79b2e8", "#5698d5", "#377fbd", "#2168a3", "#185486", "#113e64"],
  cyan: ["#f0f9fb", "#dff0f5", "#c0e2eb", "#9ad0de", "#6fb9cb", "#46a1b5", "#1e889d", "#057184", "#005b6b", "#004450"],
  teal: ["#f1f9f7", "#e1f1ee", "#c2e4dd", "#9ed2c8", "#75bcb0", "#4fa497", "#2c8c7e", "#0e7568", "#055f54", "#05463e"],
  green: ["#f2f9f3", "#e3f1e5", "#c8e4cc", "#a7d3af", "#83bd8e", "#61a570", "#448c56", "#2f7543", "#235f34", "#194626"],
  lime: ["#f4f9f0", "#e7f0e0", "#d1e2c1", "#b6d09d", "#98b976", "#7ba153", "#628835", "#4e7120", "#3e5c16", "#2d4410"],
  yellow: [
    "#fbf7ef",
    "#f4ecdc",
    "#e9daba",
    "#dbc391",
    "#c8a864",
    "#b18d3a",
    "#99740e",
    "#805f00",
    "#674c03",
    "#4d3801",
  ],
  orange: [
    "#fff5ef",
    "#fce8dd",
    "#f8d3bd",
    "#f1b896",
    "#e2996c",
    "#cd7b46",
    "#b56124",
    "#9b4b09",
    "#7f3c02",
    "#5f2c03",
  ],
};
