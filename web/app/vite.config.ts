import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [svelte()],
  build: {
    // Offices keep browsers for years; all of these have WebRTC with AES-GCM.
    target: ["chrome109", "edge109", "firefox115", "safari16"],
    // The server may forbid inline content, so nothing is inlined as a data address.
    assetsInlineLimit: 0,
  },
  server: {
    proxy: {
      "/api": { target: "http://localhost:8080", ws: true },
      "/ca.crt": "http://localhost:8080",
    },
  },
});
