import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { preloadPage } from './preloadPage.ts';

/**
 * Builds the renderer. Both shells serve the result from the top of an origin of their own
 * (`http://127.0.0.1:<port>/` and `app://confab/`), so addresses start at `/`.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react(), preloadPage()],
  build: {
    outDir: 'dist/renderer',
    emptyOutDir: true,
    // The content security policy allows fonts and workers from our own origin, not from data: URLs.
    assetsInlineLimit: 0,
    // Read once from the local machine: a bigger chunk costs nothing a network would.
    chunkSizeWarningLimit: 4096,
    sourcemap: false,
    // What the first screen needs comes in one piece: ninety small ones would be fetched six at a time.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] } },
    },
  },
  worker: { format: 'es' },
});
