// Runs before anything else. A file of its own because the server allows no inline scripts.

// A page in the dark must not flash white before the app decides.
(() => {
  let chosen = null;
  try {
    chosen = localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // Storage may be forbidden; the system's scheme is used then.
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const scheme = chosen === "light" || chosen === "dark" ? chosen : dark ? "dark" : "light";
  document.documentElement.setAttribute("data-mantine-color-scheme", scheme);
})();

// zod compiles its checks with `new Function`, which the security policy forbids, and decides so when a schema is made.
globalThis.__zod_globalConfig = { jitless: true };
