import type { SafeStorage } from 'electron';
import type { SecretProtection, SecretStore } from '../../shell/Host.ts';

export type SafeStorageParts = Pick<
  SafeStorage,
  | 'isAsyncEncryptionAvailable'
  | 'encryptStringAsync'
  | 'decryptStringAsync'
  | 'getSelectedStorageBackend'
>;

export interface SecretServiceOptions {
  readonly safeStorage: SafeStorageParts;
  readonly platform: NodeJS.Platform;
  /** Holds what was encrypted. */
  readonly sealed: SecretStore;
  /** Secrets of the same profile from before it ran in this shell; each is taken over when read. */
  readonly plain: SecretStore;
  readonly log: (line: string) => void;
}

/** Secrets under the operating system's own protection, as far as it has any. */
export class SecretService implements SecretStore {
  readonly protection: SecretProtection;
  readonly #options: SecretServiceOptions;

  private constructor(options: SecretServiceOptions, protection: SecretProtection) {
    this.#options = options;
    this.protection = protection;
  }

  /** Must be called after the app is ready. */
  static async open(options: SecretServiceOptions): Promise<SecretService> {
    const { safeStorage, platform, log } = options;
    if (!(await safeStorage.isAsyncEncryptionAvailable())) {
      log('this system offers no protection for secrets: they are kept in a file of yours');
      return new SecretService(options, 'file');
    }
    if (platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
      log('no keyring was found: secrets are kept under a password that is no secret');
      return new SecretService(options, 'basic_text');
    }
    return new SecretService(options, 'os');
  }

  async get(name: string): Promise<string | null> {
    if (this.protection === 'file') return this.#options.plain.get(name);
    const sealed = await this.#options.sealed.get(name);
    if (sealed !== null) return this.#open(name, sealed);
    const plain = await this.#options.plain.get(name);
    if (plain !== null) await this.set(name, plain);
    return plain;
  }

  async set(name: string, value: string): Promise<void> {
    const { plain, sealed, safeStorage } = this.#options;
    if (this.protection === 'file') return plain.set(name, value);
    const bytes = await safeStorage.encryptStringAsync(value);
    await sealed.set(name, bytes.toString('base64'));
    if ((await plain.get(name)) !== null) await plain.delete(name);
  }

  async delete(name: string): Promise<void> {
    await this.#options.sealed.delete(name);
    await this.#options.plain.delete(name);
  }

  /** A secret sealed under a keyring that is gone is gone too: its account signs in again. */
  async #open(name: string, sealed: string): Promise<string | null> {
    try {
      const opened = await this.#options.safeStorage.decryptStringAsync(
        Buffer.from(sealed, 'base64'),
      );
      if (opened.shouldReEncrypt) await this.set(name, opened.result);
      return opened.result;
    } catch (error) {
      this.#options.log(`a secret could not be opened: ${String(error)}`);
      return null;
    }
  }
}
