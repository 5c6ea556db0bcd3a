import { cp, mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

// Bundles what Electron runs: node build.mjs [--outdir DIR]
const source = fileURLToPath(new URL('.', import.meta.url));
const desktop = fileURLToPath(new URL('../../', import.meta.url));
const { values } = parseArgs({ options: { outdir: { type: 'string' } } });
const out = resolve(values.outdir ?? `${desktop}dist/electron`);

/** What stays a package of its own: native code, and what finds files beside itself. */
const external = [
  'electron',
  'better-sqlite3',
  'onnxruntime-node',
  '@huggingface/transformers',
  '@ricky0123/vad-web',
  'sharp',
];

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  external,
  sourcemap: 'linked',
  logLevel: 'warning',
  absWorkingDir: desktop,
};

/** CommonJS packages inside an ES module ask for Node's own modules by `require`. */
const requireBanner =
  "import { createRequire as __createRequire } from 'node:module';\n" +
  'const require = __createRequire(import.meta.url);';

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([
  build({
    ...shared,
    format: 'esm',
    banner: { js: requireBanner },
    outdir: out,
    entryPoints: [
      { in: `${source}main/main.ts`, out: 'main' },
      { in: `${source}hub/hubMain.ts`, out: 'hub' },
      { in: `${desktop}src/hub/exchange/imports/convertWorker.ts`, out: 'convertWorker' },
      { in: `${desktop}src/transcriber/main.ts`, out: 'transcriber' },
    ],
  }),
  // A sandboxed preload script is CommonJS and may use Electron's own module only.
  build({
    ...shared,
    format: 'cjs',
    external: ['electron'],
    entryPoints: [`${source}preload/preload.ts`],
    outfile: `${out}/preload.cjs`,
  }),
  cp(`${desktop}resources/app`, `${out}/icons`, { recursive: true }),
]);
