import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const API = "http://localhost:3000";

export default defineConfig({
  root: here("."),
  plugins: [react()],
  build: {
    outDir: here("dist"),
    emptyOutDir: true,
    target: "es2022",
    sourcemap: true,
    // The security policy allows no data: fonts.
    assetsInlineLimit: 0,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: {
      // The server believes calls from its own origin only.
      "/rpc": { target: API, changeOrigin: true, headers: { origin: API } },
    },
  },
});
