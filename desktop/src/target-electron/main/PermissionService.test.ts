import { describe, expect, test, vi } from 'vitest';
import { mayHave, PermissionService } from './PermissionService.ts';

const own = 'app://confab';

describe('permissions', () => {
  test.each([
    ...['media', 'display-capture', 'speaker-selection', 'fullscreen'],
    ...['notifications', 'clipboard-sanitized-write'],
  ])('our own page may have %s, no other may', (permission) => {
    expect(mayHave(permission, own)).toBe(true);
    expect(mayHave(permission, `${own}/`)).toBe(true);
    for (const origin of ['https://example.org', 'app://confab.evil', 'app://other/', 'null', '']) {
      expect(mayHave(permission, origin)).toBe(false);
    }
  });

  test.each([
    'geolocation',
    'clipboard-read',
    'midiSysex',
    'hid',
    'serial',
    'usb',
    'openExternal',
    'fileSystem',
    'unknown',
  ])('nobody may have %s', (permission) => {
    expect(mayHave(permission, own)).toBe(false);
  });
});

describe('PermissionService', () => {
  function install(platform: NodeJS.Platform, systemSays: Record<string, boolean | Error> = {}) {
    const handlers: Record<string, (...args: never[]) => unknown> = {};
    const keep = (name: string) => (handler: unknown) => {
      handlers[name] = handler as (...args: never[]) => unknown;
    };
    new PermissionService({
      session: {
        setPermissionCheckHandler: keep('check'),
        setPermissionRequestHandler: keep('request'),
        setDevicePermissionHandler: keep('device'),
      },
      platform,
      systemPreferences: {
        askForMediaAccess: (kind) => {
          const answer = systemSays[kind] ?? true;
          return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
        },
      },
      log: vi.fn(),
    }).install();
    const call = (name: string, ...args: unknown[]) => handlers[name]?.(...(args as never[]));
    const request = (permission: string, details: object) =>
      new Promise((resolve) => call('request', null, permission, resolve, details));
    return { call, request };
  }

  test('answers checks and requests alike, by the asking origin', async () => {
    const { call, request } = install('linux');
    expect(call('check', null, 'media', `${own}/`, {})).toBe(true);
    expect(call('check', null, 'media', 'https://example.org', {})).toBe(false);
    expect(await request('media', { requestingUrl: `${own}/`, mediaTypes: ['audio'] })).toBe(true);
    expect(await request('geolocation', { requestingUrl: `${own}/` })).toBe(false);
    // A frame of another origin inside our page asks for itself.
    expect(
      await request('media', { requestingUrl: `${own}/`, securityOrigin: 'https://example.org' }),
    ).toBe(false);
    expect(call('device', {})).toBe(false);
  });

  test('asks macOS for each kind, and takes its no', async () => {
    const details = { requestingUrl: `${own}/`, mediaTypes: ['audio', 'video'] };
    expect(await install('darwin').request('media', details)).toBe(true);
    expect(await install('darwin', { camera: false }).request('media', details)).toBe(false);
    const failing = install('darwin', { microphone: new Error('no answer') });
    expect(await failing.request('media', details)).toBe(false);
  });
});
