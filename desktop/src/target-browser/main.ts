import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ConfabError } from '@confab/shared-types';
import { z } from 'zod';
import { createHub } from '../hub/createHub.ts';
import type { RunningHub } from '../shell/RunningHub.ts';
import type { LoopbackServer } from './LoopbackServer.ts';
import { NodeHost } from './NodeHost.ts';
import { openProfile } from './openProfile.ts';

/** What this process says to the one that started it. */
type Report =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly code: string; readonly message: string };

const requestSchema = z.object({ type: z.literal('stop') });

const optionsSchema = z.object({
  profileDir: z.string().min(1),
  profile: z.string().min(1).default('default'),
  localServerUrl: z.url().nullable(),
  rendererDir: z.string().min(1),
});
type Options = z.infer<typeof optionsSchema>;

function readOptions(): Options {
  const { values } = parseArgs({
    options: { 'profile-dir': { type: 'string' }, profile: { type: 'string' } },
  });
  return optionsSchema.parse({
    profileDir: values['profile-dir'],
    profile: values.profile,
    localServerUrl: process.env['CONFAB_LOCAL_SYNC_URL'] ?? null,
    rendererDir:
      process.env['CONFAB_RENDERER_DIR'] ??
      fileURLToPath(new URL('../../dist/renderer', import.meta.url)),
  });
}

function report(message: Report): void {
  if (process.connected) process.send?.(message);
  else if (message.type === 'ready') console.log(`Confab is ready: ${message.url}`);
}

/** Resolves when whoever started this process wants it gone. */
function stopRequested(): Promise<void> {
  return new Promise((resolve) => {
    process.on('disconnect', resolve);
    process.on('message', (message) => {
      if (requestSchema.safeParse(message).success) resolve();
    });
    process.on('SIGTERM', resolve);
    process.on('SIGINT', resolve);
  });
}

async function run(options: Options): Promise<void> {
  const stopping = stopRequested();
  const log = (line: string) => console.error(`[${options.profile}] ${line}`);
  const opened = await openProfile({ ...options, log });
  if (opened.state === 'running') return report({ type: 'ready', url: opened.url });
  const { server } = opened;
  const hub = await startHub(options, server, log);
  report({ type: 'ready', url: server.url });
  await stopping;
  await server.close();
  await hub.close();
}

async function startHub(
  options: Options,
  server: LoopbackServer,
  log: (line: string) => void,
): Promise<RunningHub> {
  const host = new NodeHost({
    profileDir: options.profileDir,
    transcriberEntry: fileURLToPath(new URL('../transcriber/main.ts', import.meta.url)),
    log,
  });
  try {
    const hub = await createHub({
      profileDir: options.profileDir,
      host,
      localServerUrl: options.localServerUrl,
    });
    server.serve(hub);
    return hub;
  } catch (error) {
    await server.close();
    throw error;
  }
}

try {
  await run(readOptions());
} catch (error) {
  console.error(error);
  report({
    type: 'failed',
    code: error instanceof ConfabError ? error.code : 'internal',
    message: error instanceof Error ? error.message : String(error),
  });
  process.exitCode = 1;
}
// An open IPC channel alone would keep the process.
if (process.connected) process.disconnect();
