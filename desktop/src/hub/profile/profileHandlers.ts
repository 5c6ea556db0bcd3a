import type { AppState, Preferences } from '@confab/shared-types';
import type { HandlersOf } from '../rpc/handlers.ts';
import type { HubEvents } from '../rpc/HubEvents.ts';
import type { ProfileStore } from './ProfileStore.ts';

export interface ProfileHandlerServices {
  readonly appState: () => AppState;
  readonly profile: ProfileStore;
  /** The name is kept here; the servers are to hear of it. */
  readonly onNameChanged: () => void;
  /** Resolves when what hangs on the preferences follows them. */
  readonly onPreferences: (changes: Partial<Preferences>) => Promise<void>;
  readonly onWake: () => void;
  readonly events: HubEvents;
}

type Own = `app.${string}` | `profile.${string}` | `preferences.${string}`;

export function profileHandlers(services: ProfileHandlerServices): HandlersOf<Own> {
  const { appState, profile, onNameChanged, onPreferences, onWake, events } = services;
  return {
    'app.state': () => appState(),
    'app.wake': () => {
      onWake();
      return {};
    },
    'profile.setName': ({ name }) => {
      const changed = profile.setName(name);
      events.emit('profile', changed);
      onNameChanged();
      return changed;
    },
    'preferences.update': async (params) => {
      const changes = withoutUndefined(params);
      const changed = profile.updatePreferences(changes);
      events.emit('preferences', changed);
      await onPreferences(changes);
      return changed;
    },
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What was left out stays as it is; only what is there is a change. */
function withoutUndefined<T extends object>(values: T): Defined<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<T>;
}
