// Directus's own tables, as `directus bootstrap` makes them.
import "./settings.mjs";

process.argv[2] = "bootstrap";
await import("@directus/api/cli/run.js");
