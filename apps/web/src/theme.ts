import { type CSSVariablesResolver, createTheme, type MantineThemeColors, rem } from "@mantine/core";
import { palette } from "./palette.ts";

const dimming = { backgroundOpacity: 0.4 };

/** How Plinth looks: small text, tight controls, quiet lines, one green. */
export const theme = createTheme({
  colors: palette,
  primaryColor: "verdigris",
  primaryShade: 7,
  black: "#211e1b",
  fontFamily: '"Hanken Grotesk Variable", system-ui, sans-serif',
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  fontSizes: { xs: rem(12), sm: rem(13), md: rem(14), lg: rem(16), xl: rem(20) },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  fontWeights: { regular: "400", medium: "550", bold: "650" },
  headings: {
    fontWeight: "650",
    textWrap: "balance",
    sizes: {
      h1: { fontSize: rem(22), lineHeight: "1.25" },
      h2: { fontSize: rem(16), lineHeight: "1.35" },
      h3: { fontSize: rem(14), lineHeight: "1.4" },
      h4: { fontSize: rem(13), lineHeight: "1.4" },
    },
  },
  spacing: { xs: rem(6), sm: rem(10), md: rem(14), lg: rem(20), xl: rem(32) },
  radius: { xs: rem(3), sm: rem(5), md: rem(7), lg: rem(10), xl: rem(16) },
  defaultRadius: "md",
  shadows: {
    xs: "0 1px 2px rgb(33 30 27 / 6%)",
    sm: "0 1px 3px rgb(33 30 27 / 8%)",
    md: "0 4px 14px rgb(33 30 27 / 10%), 0 1px 3px rgb(33 30 27 / 6%)",
    lg: "0 10px 30px rgb(33 30 27 / 14%), 0 2px 6px rgb(33 30 27 / 6%)",
    xl: "0 18px 50px rgb(33 30 27 / 20%), 0 3px 8px rgb(33 30 27 / 8%)",
  },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray" } },
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm" } },
    Select: { defaultProps: { size: "sm", allowDeselect: false, checkIconPosition: "right" } },
    Modal: {
      defaultProps: {
        centered: true,
        padding: "lg",
        radius: "lg",
        transitionProps: { duration: 120 },
        overlayProps: dimming,
      },
      styles: {
        title: { fontSize: "var(--mantine-font-size-lg)", fontWeight: 650 },
        content: { border: "1px solid var(--line)" },
      },
    },
    Drawer: { defaultProps: { transitionProps: { duration: 160 }, overlayProps: dimming } },
    Badge: { defaultProps: { size: "sm", variant: "light", tt: "none", fw: 550 } },
    // Without a placeholder in it, a menu has nothing but its items, as screen readers expect.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, shadow: "md", transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Alert: { defaultProps: { variant: "light" } },
    Skeleton: { defaultProps: { radius: "sm" } },
  },
});

/**
 * The colours of surfaces, beside Mantine's own variables: `--canvas` lies behind everything, `--surface` carries content, `--raised` floats,
 * `--line` separates, `--hover` and `--selected` mark rows.
 */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    "--canvas": "#f4f2ef",
    "--surface": "#ffffff",
    "--raised": "#ffffff",
    "--line": "#eae8e3",
    "--hover": "rgb(82 70 50 / 6%)",
    "--selected": "rgb(5 117 104 / 9%)",
    "--mantine-color-default-border": "#dcd8d2",
    "--mantine-color-dimmed": colors.gray[6],
    "--mantine-color-gray-light-color": colors.gray[6],
    "--mantine-color-placeholder": "#77726b",
    "--mantine-color-error": colors.red[7],
    "--mantine-color-default-hover": colors.gray[1],
  },
  dark: {
    "--canvas": "#161513",
    "--surface": "#1d1b19",
    "--raised": "#262421",
    "--line": "#2d2a27",
    "--hover": "rgb(235 225 205 / 6%)",
    "--selected": "rgb(76 164 151 / 16%)",
    "--mantine-color-default-border": "#3f3b37",
    "--mantine-color-placeholder": "#938e86",
    ...tints(colors),
    "--mantine-color-gray-light-color": colors.dark[2],
    "--mantine-color-anchor": colors.verdigris?.[4] ?? "",
    "--mantine-color-error": colors.red[4],
  },
});

/** In the dark, quiet backgrounds let the surface shine through; Mantine's own would be holes in it. */
function tints(colors: MantineThemeColors): Record<string, string> {
  const names = Object.keys(palette).filter((name) => name !== "dark" && name !== "gray");
  return Object.fromEntries(
    names.flatMap((name) => [
      [`--mantine-color-${name}-light`, `color-mix(in srgb, ${colors[name]?.[5]} 17%, transparent)`],
      [`--mantine-color-${name}-light-hover`, `color-mix(in srgb, ${colors[name]?.[5]} 24%, transparent)`],
      [`--mantine-color-${name}-light-color`, colors[name]?.[3] ?? ""],
    ]),
  );
}
