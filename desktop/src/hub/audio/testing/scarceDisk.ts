import { open } from 'node:fs/promises';
import { onTestFinished, vi } from 'vitest';
import { SealedWriter } from '../SealedWriter.ts';
import { SoundStore } from '../SoundStore.ts';
import { scarceFile } from './scarceFile.ts';

type Create = (this: SoundStore, id?: string) => Promise<SealedWriter>;

/** Until the end of the test a disk has room for so many bytes of each sound. */
export function scarceDisk(room: number): void {
  const create: Create = Reflect.get(SoundStore.prototype, 'create');
  const created = vi.spyOn(SoundStore.prototype, 'create');
  onTestFinished(() => created.mockRestore());
  created.mockImplementation(async function (this: SoundStore, id) {
    const writer = await create.call(this, id);
    await writer.cancel();
    const { seal } = writer;
    const path = this.path(seal.id);
    return new SealedWriter({ file: scarceFile(await open(path, 'w+'), () => room), path, seal });
  });
}
