// Directus as `directus start` starts it.
import "./settings.mjs";

process.argv[2] = "start";
await import("@directus/api/cli/run.js");
