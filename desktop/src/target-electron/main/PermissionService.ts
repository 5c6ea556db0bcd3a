import type { Session, SystemPreferences } from 'electron';
import { appOrigin } from '../appOrigin.ts';

/**
 * What the page may have: microphone, camera, screen, the choice of a loudspeaker, full screen,
 * notifications, and putting text on the clipboard (links are copied). Reading it, location, devices
 * and the rest are not for any page.
 */
const allowed: ReadonlySet<string> = new Set([
  'media',
  'display-capture',
  'speaker-selection',
  'fullscreen',
  'notifications',
  'clipboard-sanitized-write',
]);

export function mayHave(permission: string, origin: string): boolean {
  return allowed.has(permission) && isOwnOrigin(origin);
}

/** Electron gives an origin with or without a slash, or the address of the asking page. */
export function isOwnOrigin(url: string): boolean {
  return url === appOrigin || url.startsWith(`${appOrigin}/`);
}

export interface PermissionServiceOptions {
  readonly session: Pick<
    Session,
    'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
  >;
  readonly platform: NodeJS.Platform;
  readonly systemPreferences: Pick<SystemPreferences, 'askForMediaAccess'>;
  readonly log: (line: string) => void;
}

/** Decides about every permission that a page asks for. */
export class PermissionService {
  readonly #options: PermissionServiceOptions;

  constructor(options: PermissionServiceOptions) {
    this.#options = options;
  }

  install(): void {
    const { session, log } = this.#options;
    session.setPermissionCheckHandler((_contents, permission, origin) =>
      mayHave(permission, origin),
    );
    session.setPermissionRequestHandler((_contents, permission, callback, details) => {
      const origin = 'securityOrigin' in details ? details.securityOrigin : undefined;
      if (!mayHave(permission, origin ?? details.requestingUrl)) return callback(false);
      const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
      this.#askSystem(kinds).then(callback, (error: unknown) => {
        log(`the system could not be asked for ${permission}: ${String(error)}`);
        callback(false);
      });
    });
    session.setDevicePermissionHandler(() => false);
  }

  /** macOS asks the person itself, once for each kind. */
  async #askSystem(kinds: readonly ('audio' | 'video')[]): Promise<boolean> {
    if (this.#options.platform !== 'darwin') return true;
    for (const kind of kinds) {
      const device = kind === 'audio' ? 'microphone' : 'camera';
      if (!(await this.#options.systemPreferences.askForMediaAccess(device))) return false;
    }
    return true;
  }
}
