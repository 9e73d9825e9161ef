export { PASSWORD, type ServedApp, serveApp } from "./served-app.ts";
