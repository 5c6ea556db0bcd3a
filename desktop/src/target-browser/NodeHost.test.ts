import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { hostContract } from '../shell/hostContract.ts';
import { FileSecrets } from '../shell/FileSecrets.ts';
import { NodeHost } from './NodeHost.ts';

const transcriberEntry = fileURLToPath(new URL('./fixtures/echoTranscriber.ts', import.meta.url));
const folders: string[] = [];

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'confab-host-'));
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

hostContract('plain Node', async () => {
  const profileDir = await makeFolder();
  const create = () => new NodeHost({ profileDir, transcriberEntry, log: () => undefined });
  return {
    host: create(),
    restarted: () => Promise.resolve(create()),
    expected: { protection: 'file', showsRings: false },
    dispose: () => Promise.resolve(),
  };
});

describe('FileSecrets', () => {
  test.skipIf(process.platform === 'win32')('only the owner can read the file', async () => {
    const path = join(await makeFolder(), 'profile', 'secrets.json');
    const secrets = new FileSecrets(path, () => undefined);
    await secrets.set('session', 'abc');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    // Also when somebody had opened it up before.
    await chmod(path, 0o644);
    await secrets.set('session', 'def');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('sets a damaged file aside and goes on', async () => {
    const folder = await makeFolder();
    const path = join(folder, 'secrets.json');
    await writeFile(path, '[["session","abc"');
    const said: string[] = [];
    const secrets = new FileSecrets(path, (line) => said.push(line));
    expect(await secrets.get('session')).toBeNull();
    await secrets.set('session', 'new');
    expect(await secrets.get('session')).toBe('new');
    expect(said).toHaveLength(1);
    const aside = (await readdir(folder)).find((name) => name.includes('damaged'));
    expect(await readFile(join(folder, aside ?? ''), 'utf8')).toBe('[["session","abc"');
  });

  test('leaves no drafts behind', async () => {
    const folder = await makeFolder();
    const secrets = new FileSecrets(join(folder, 'secrets.json'), () => undefined);
    await Promise.all(['a', 'b', 'c'].map((name) => secrets.set(name, name)));
    expect(await readdir(folder)).toEqual(['secrets.json']);
  });
});
