// Builds the browser modules and the style sheet into api/ui/static/, with a manifest the templates read.
import { defineConfig } from "vite";
import { collected, licences } from "./licences.js";

export default defineConfig({
  root: "src",
  base: "./",
  publicDir: false,
  logLevel: "error",
  plugins: [licences()],
  build: {
    outDir: "../../api/ui/static",
    emptyOutDir: true,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 8000,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        app: "src/app.js",
        graph: "src/graph.js",
        graphiql: "src/graphiql.js",
        style: "src/style.css",
      },
      output: {
        entryFileNames: "[name]-[hash].js",
        chunkFileNames: "chunks/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  worker: { format: "es", plugins: () => [collected()] },
});
