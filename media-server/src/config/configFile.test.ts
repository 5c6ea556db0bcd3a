import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { parseConfigFile } from './configFile.ts';

const parse = (text: string) => parseConfigFile(text, 'config.yaml');

test('the example is valid, and its limits are the ones that are built in', () => {
  const file = join(import.meta.dirname, '../../config.example.yaml');
  const example = parse(readFileSync(file, 'utf8'));
  expect(example.limits).toEqual(
    Object.fromEntries(
      Object.keys(example.limits ?? {}).map((key) => [key, defaultLimits[key as 'rooms']]),
    ),
  );
  expect(example.iceServers).toHaveLength(2);
});

test('an empty file says nothing', () => {
  expect(parse('# nothing\n')).toEqual({});
});

test.each([
  ['http:\n  port: 80000\n', 'config.yaml:2: http.port: '],
  ['http:\n  port: 4200\nlimit:\n  rooms: 1\n', 'config.yaml:3: limit: there is no such key'],
  ['media:\n\n  listenIp: here\n', 'config.yaml:3: media.listenIp: an IPv4 or IPv6 address'],
  ['apiKeys:\n  - key: a\n    secret: short\n', 'config.yaml:3: apiKeys.0.secret: '],
  ['apiKeys:\n  - key: a\n', 'config.yaml:2: apiKeys.0.secret: '],
  ['limits:\n  rooms: many\n', 'config.yaml:2: limits.rooms: '],
  ['iceServers:\n  - urls: [http://x]\n    secret: s\n', 'config.yaml:2: iceServers.0'],
  ['logLevel: loud\n', 'config.yaml:1: logLevel: '],
])('%j is refused as %s', (text, message) => {
  expect(() => parse(text)).toThrow(message);
});

test('everything that is wrong is said at once', () => {
  expect(() => parse('logLevel: loud\nsyncUrl: nowhere\n')).toThrow(
    /:1: logLevel.*\n.*:2: syncUrl/,
  );
});

test('no error quotes the file: there are secrets in it', () => {
  const secret = 'do-not-tell-this-to-anyone';
  for (const text of [
    `apiKeys:\n  - key: ${secret}\n    secret: [${secret}]\n`,
    `metricsToken: "${secret}\nhttp: {`,
    `logLevel: ${secret}\n`,
    `iceServers:\n  - urls: ['turn:x']\n    secret: {a: ${secret}}\n`,
  ]) {
    let message = '';
    try {
      parse(text);
    } catch (error) {
      message = String(error);
    }
    expect(message).not.toBe('');
    expect(message).not.toContain(secret);
  }
});
