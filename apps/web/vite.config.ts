import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const API = `http://127.0.0.1:${process.env.PORT || 3000}`;

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
    port: Number(process.env.WEB_PORT || 5173),
    strictPort: true,
    proxy: {
      "/rpc": { target: API, changeOrigin: true },
      "/live": { target: API, changeOrigin: true, ws: true },
      "/dev/mail": { target: API, changeOrigin: true },
    },
  },
});
