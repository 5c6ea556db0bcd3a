import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { exportFormatSchema, importSourceSchema } from '@confab/shared-types';
import type { ExportFormat, ImportSource } from '@confab/shared-types';
import { absolute, parsed, place, profileOf } from '../profile/profileOptions.ts';
import type { InProfile } from '../profile/profileOptions.ts';
import { UsageError } from '../UsageError.ts';
import type { ExchangeCommand } from './commands.ts';

/** What was asked for. Workspaces and pages are named as a person typed them. */
export type ExchangeRequest = InProfile &
  (
    | {
        readonly command: 'import';
        readonly paths: readonly string[];
        readonly workspace: string | undefined;
        readonly parent: string | undefined;
        readonly source: ImportSource;
      }
    | {
        readonly command: 'export';
        readonly workspace: string | undefined;
        readonly page: string | undefined;
        readonly format: ExportFormat;
        readonly output: string | undefined;
      }
    | { readonly command: 'backup'; readonly output: string | undefined }
    | { readonly command: 'restore'; readonly file: string }
  );

const text = { type: 'string' } as const;

/** @throws UsageError */
export function readRequest(command: ExchangeCommand, args: readonly string[]): ExchangeRequest {
  switch (command) {
    case 'import': {
      const options = { ...place, workspace: text, parent: text, from: text };
      const { values, positionals } = parsed(() =>
        parseArgs({ args: [...args], allowPositionals: true, options }),
      );
      if (positionals.length === 0) throw new UsageError('Name a file or folder to import.');
      const source = importSourceSchema.safeParse(values.from ?? 'auto');
      if (!source.success) throw new UsageError(`There is no kind of import "${values.from}".`);
      const paths = positionals.map((path) => resolve(path));
      const { workspace, parent } = values;
      return { command, ...profileOf(values), paths, workspace, parent, source: source.data };
    }
    case 'export': {
      const options = { ...place, workspace: text, page: text, format: text, output: text };
      const { values } = parsed(() => parseArgs({ args: [...args], options }));
      const format = exportFormatSchema.safeParse(values.format ?? 'markdown');
      if (!format.success) {
        throw new UsageError(`The format "${values.format}" is not markdown, html or backup.`);
      }
      const { workspace, page } = values;
      const output = absolute(values.output);
      return { command, ...profileOf(values), workspace, page, format: format.data, output };
    }
    case 'backup': {
      const options = { ...place, output: text };
      const { values } = parsed(() => parseArgs({ args: [...args], options }));
      return { command, ...profileOf(values), output: absolute(values.output) };
    }
    case 'restore': {
      const { values, positionals } = parsed(() =>
        parseArgs({ args: [...args], allowPositionals: true, options: place }),
      );
      const [file, ...others] = positionals;
      if (file === undefined || others.length > 0) {
        throw new UsageError('Name the one backup to restore.');
      }
      return { command, ...profileOf(values), file: resolve(file) };
    }
  }
}
