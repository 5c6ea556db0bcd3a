import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CatalogueModel } from '@confab/shared-types';
import { fixtureModel } from '../../../transcriber/speechFixtures.ts';

export const commit = 'c0ffee'.padEnd(40, '0');
export const encoder = 'onnx/encoder_model.onnx';
export const decoder = 'onnx/decoder_model_merged.onnx';

/** A model of the fake hub's list; its files are those of the fixture model. */
export function listed(repository: string): CatalogueModel {
  return {
    repository,
    revision: 'main',
    name: repository,
    dtype: 'fp32',
    sizeBytes: 9_000_000,
    languages: [],
    quality: { en: 1, ko: 1 },
  };
}

/** How one request is answered instead of well. True: it was. */
export type Trouble = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A model hub on this machine with the addresses of the real one, and its troubles. */
export class FakeModelHub {
  readonly files = new Map<string, Buffer>();
  /** Each is asked once, in order, about requests for the files. */
  readonly troubles: Trouble[] = [];
  /** Method, path and range of what was asked. */
  readonly asked: string[] = [];
  readonly #server = createServer((request, response) => this.#answer(request, response));

  constructor() {
    const names = ['config.json', 'generation_config.json', 'preprocessor_config.json'];
    const all = [...names, 'tokenizer.json', 'tokenizer_config.json', encoder, decoder];
    for (const name of all) this.files.set(name, readFileSync(join(fixtureModel, name)));
    // Any dtype's name will do: what is in a file is what is run.
    for (const name of [encoder, decoder]) {
      this.files.set(
        name.replace('.onnx', '_quantized.onnx'),
        readFileSync(join(fixtureModel, name)),
      );
    }
    this.files.set('README.md', Buffer.from('not needed'));
    this.files.set('onnx/encoder_model_q4.onnx', Buffer.from('not wanted'));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => void this.#server.close(() => resolve()));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://hub');
    const range = request.headers.range;
    this.asked.push(`${url.pathname}${range === undefined ? '' : ` ${range}`}`);
    const [, api, , owner, name, what, revision] = url.pathname.split('/');
    if (api !== 'api')
      return this.#file(request, response, url.pathname.split('/').slice(5).join('/'));
    if (owner === 'nobody') return void response.writeHead(404).end('Repository not found');
    if (what === 'revision') return json(response, { id: `${owner}/${name}`, sha: commit });
    if (what === 'tree' && revision === commit) return json(response, this.#tree());
    response.writeHead(404).end();
  }

  #tree(): unknown[] {
    const entries = [...this.files].map(([path, bytes]) => {
      const blob = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes);
      const entry = { type: 'file', path, size: bytes.length, oid: blob.digest('hex') };
      if (!path.endsWith('.onnx')) return entry;
      const oid = createHash('sha256').update(bytes).digest('hex');
      return { ...entry, oid: 'a'.repeat(40), lfs: { oid, size: bytes.length, pointerSize: 134 } };
    });
    return [{ type: 'directory', path: 'onnx', size: 0, oid: 'b'.repeat(40) }, ...entries];
  }

  #file(request: IncomingMessage, response: ServerResponse, path: string): void {
    const trouble = this.troubles.shift();
    if (trouble?.(request, response) === true) return;
    const bytes = this.files.get(path);
    if (bytes === undefined) return void response.writeHead(404).end();
    const etag = `"${path}"`;
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const from = Number(range?.[1] ?? 0);
    if (from >= bytes.length) return void response.writeHead(416).end();
    const same = (request.headers['if-range'] ?? etag) === etag;
    if (range === null || !same) {
      return void response.writeHead(200, { etag, 'content-length': bytes.length }).end(bytes);
    }
    const rest = bytes.subarray(from);
    response
      .writeHead(206, {
        etag,
        'content-length': rest.length,
        'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      })
      .end(rest);
  }
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
