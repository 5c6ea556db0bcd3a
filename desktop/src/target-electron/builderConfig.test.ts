import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { appId, linkScheme } from './appOrigin.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const yaml = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown };

const configSchema = z.looseObject({
  appId: z.string(),
  npmRebuild: z.boolean(),
  asarUnpack: z.array(z.string()),
  protocols: z.array(z.object({ name: z.string(), schemes: z.array(z.string()) })),
  electronFuses: z.record(z.string(), z.boolean()),
  win: z.looseObject({ target: z.array(z.string()), icon: z.string() }),
  mac: z.looseObject({
    target: z.array(z.string()),
    icon: z.string(),
    entitlements: z.string(),
    extendInfo: z.record(z.string(), z.string()),
  }),
  linux: z.looseObject({ target: z.array(z.string()), icon: z.string() }),
});
const config = configSchema.parse(yaml.load(readFileSync(`${root}electron-builder.yml`, 'utf8')));

test('the packaged app runs nothing but itself', () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
  });
});

test('every fuse is one that electron-builder knows', () => {
  const declared = readFileSync(
    createRequire(import.meta.url)
      .resolve('app-builder-lib')
      .replace(/index\.js$/, 'configuration.d.ts'),
    'utf8',
  );
  for (const fuse of Object.keys(config.electronFuses)) expect(declared).toContain(`${fuse}?:`);
});

test('all three platforms are built', () => {
  expect(config.win.target).toEqual(['nsis']);
  expect(config.mac.target).toEqual(['dmg', 'zip']);
  expect(config.linux.target).toEqual(['AppImage', 'deb']);
  for (const file of [
    config.win.icon,
    config.mac.icon,
    config.linux.icon,
    config.mac.entitlements,
  ]) {
    expect(existsSync(root + file)).toBe(true);
  }
});

test('the app and its links are named as the code names them', () => {
  expect(config.appId).toBe(appId);
  expect(config.protocols.flatMap(({ schemes }) => schemes)).toEqual([linkScheme]);
});

test('macOS is told what microphone, camera and sound are for', () => {
  expect(Object.keys(config.mac.extendInfo)).toEqual([
    'NSMicrophoneUsageDescription',
    'NSCameraUsageDescription',
    'NSAudioCaptureUsageDescription',
  ]);
});

test('native code stays outside the archive and is not rebuilt', () => {
  expect(config.npmRebuild).toBe(false);
  expect(config.asarUnpack).toEqual(['**/*.node', '**/onnxruntime-node/bin/**']);
});
