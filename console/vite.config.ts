import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.COLLOQUY_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    target: "es2022",
    // Scripts and styles come from files only: the server's content security policy allows nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
    // The texts that the licences of the packages in it ask for, beside the scripts.
    license: { fileName: "licences.txt" },
  },
  // `npm run dev` beside a running server.
  server: { proxy: { "/api": { target: server, ws: true }, "/openapi.json": server } },
});
