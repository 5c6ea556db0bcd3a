import { describe, expect, it } from 'vitest';

import { ArgumentError, applicationData, parseArguments, type Machine } from './parseArguments.ts';

const linux: Machine = { platform: 'linux', env: {}, home: '/home/ann' };

describe('arguments of npm start', () => {
  it('have defaults', () => {
    expect(parseArguments([], linux)).toEqual({
      profile: 'default',
      dataFolder: '/home/ann/.local/share/confab',
      open: true,
    });
  });

  it('name a profile and a folder, which becomes absolute', () => {
    const parsed = parseArguments(['--profile', 'bob', '--data', 'x/../y', '--no-open'], linux);
    expect(parsed).toEqual({ profile: 'bob', dataFolder: `${process.cwd()}/y`, open: false });
  });

  it.each(['../bob', 'a/b', '', '.', '.hidden', 'con', 'COM1', 'a'.repeat(33), 'a b', 'ann\n'])(
    'refuse %j as a profile name',
    (name) => {
      expect(() => parseArguments(['--profile', name], linux)).toThrow(ArgumentError);
    },
  );

  it.each([['--bogus'], ['--profile'], ['stray'], ['--data=']])('refuse %j', (...args) => {
    expect(() => parseArguments(args, linux)).toThrow(ArgumentError);
  });
});

describe('the folder for application data', () => {
  it('follows the platform', () => {
    expect(applicationData({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/confab');
    expect(applicationData({ ...linux, platform: 'darwin' })).toBe(
      '/home/ann/Library/Application Support/Confab',
    );
    expect(
      applicationData({ ...linux, platform: 'win32', env: { APPDATA: '/users/ann/roaming' } }),
    ).toBe('/users/ann/roaming/Confab');
  });
});
