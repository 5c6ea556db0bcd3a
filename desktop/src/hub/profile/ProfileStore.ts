import { preferencesSchema, profileSchema } from '@confab/shared-types';
import type { Language, Preferences, Profile } from '@confab/shared-types';
import type { z } from 'zod';
import { storageError } from '../database/GroupCommit.ts';
import type { HubDatabase } from '../database/openDatabase.ts';
import { randomId } from '../randomId.ts';

const defaultPreferences: Preferences = {
  language: 'system',
  theme: 'system',
  sidebarWidth: 260,
  sidebarHidden: false,
  stagePageWidth: null,
  lastWorkspace: null,
  lastPages: {},
  microphone: null,
  camera: null,
  speaker: null,
  ringer: null,
  backgroundBlur: false,
  noiseSuppression: false,
  joinMuted: false,
  joinCameraOff: false,
  skipPreJoin: false,
  pushToTalk: false,
  callKeys: true,
  captions: true,
  captionSize: 'medium',
  shareNotes: false,
  globalMuteShortcut: null,
  doNotDisturb: false,
  speechModel: null,
  speechLanguage: 'en',
  modelMirror: null,
  summaryMethod: 'extractive',
  summaryEndpoint: null,
  minutesTemplate: 'meeting',
  transcriptExport: { format: 'md', times: true, speakers: true },
  linkPreviews: true,
  dailyBackups: true,
  recentEmoji: [],
};

/** Who uses this profile, and what they set. Writes are on disk when they return. */
export class ProfileStore {
  readonly #database: HubDatabase;
  readonly #locale: string;
  #profile: Profile;
  #preferences: Preferences;

  /** `locale`: the system's, a BCP 47 tag. */
  constructor(database: HubDatabase, locale: string) {
    this.#database = database;
    this.#locale = locale;
    this.#profile = this.#read('profile', profileSchema) ?? this.#begin();
    const stored = this.#read('preferences', preferencesSchema.partial()) ?? {};
    const speechLanguage = locale.startsWith('ko') ? 'ko' : 'en';
    this.#preferences = preferencesSchema.parse({
      ...defaultPreferences,
      speechLanguage,
      ...stored,
    });
  }

  get profile(): Profile {
    return this.#profile;
  }

  get preferences(): Preferences {
    return this.#preferences;
  }

  /** The language the person reads: the one they set, else the system's. */
  get language(): Language {
    const { language } = this.#preferences;
    if (language !== 'system') return language;
    return this.#locale.toLowerCase().startsWith('ko') ? 'ko' : 'en';
  }

  setName(name: string): Profile {
    const profile = { ...this.#profile, name };
    this.#write('profile', profile);
    return (this.#profile = profile);
  }

  updatePreferences(changes: Partial<Preferences>): Preferences {
    const preferences = preferencesSchema.parse({ ...this.#preferences, ...changes });
    this.#write('preferences', preferences);
    return (this.#preferences = preferences);
  }

  #begin(): Profile {
    const profile: Profile = { person: randomId(), name: null };
    this.#write('profile', profile);
    return profile;
  }

  #read<T>(name: string, schema: z.ZodType<T>): T | null {
    const row = this.#database.prepare('SELECT value FROM settings WHERE name = ?').get(name) as
      { value: string } | undefined;
    return row === undefined ? null : schema.parse(JSON.parse(row.value));
  }

  #write(name: string, value: unknown): void {
    try {
      this.#database
        .prepare(
          'INSERT INTO settings VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
        )
        .run(name, JSON.stringify(value));
    } catch (error) {
      throw storageError(error);
    }
  }
}
