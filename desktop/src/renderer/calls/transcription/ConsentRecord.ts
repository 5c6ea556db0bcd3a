import { offerKey, periodSchema, transcriptTypes, yTypes } from '@confab/shared-types';
import type {
  AccountId,
  CallId,
  Consent,
  Period,
  Utterance,
  WorkspaceId,
} from '@confab/shared-types';
import type * as Y from 'yjs';
import { followDocument } from '../../hub/followDocument.ts';
import type { FollowedDocument } from '../../hub/followDocument.ts';
import type { HubClient } from '../../hub/HubClient.ts';
import { consentTo, consentWithoutModel, noConsents, readConsents } from './consents.ts';
import type { Consents, Wish } from './consents.ts';

export interface ConsentRecordOptions {
  readonly hub: Pick<HubClient, 'openDocument'>;
  readonly workspace: WorkspaceId;
  readonly call: CallId;
  /** The person's account, as the call knows it; null before they are in it: nothing is written. */
  readonly self: () => AccountId | null;
  /** Milliseconds since the epoch on the media server's clock. */
  readonly now: () => number;
  readonly onChange: (consents: Consents) => void;
}

/**
 * Who agreed to what and when transcription was on, as the call's document keeps it for everybody and
 * for the minutes. There is nothing before `open`: the document comes with the first transcription.
 */
export class ConsentRecord {
  readonly #options: ConsentRecordOptions;
  #document: FollowedDocument | null = null;
  #consents: Consents = noConsents;

  constructor(options: ConsentRecordOptions) {
    this.#options = options;
  }

  get consents(): Consents {
    return this.#consents;
  }

  open(): void {
    if (this.#document !== null) return;
    const { hub, workspace, call } = this.#options;
    const document = followDocument(hub, `${workspace}/call/${call}`, () => this.#read());
    this.#document = document;
    this.#read();
  }

  close(): void {
    this.#document?.stop();
    this.#document = null;
  }

  /** What the person agrees to from now on. What they asked for is answered by it, and so are offers. */
  agree(wish: Wish): void {
    this.#edit((doc, self) => {
      const consent = consentTo(this.#consents.agreed.get(self), wish, this.#options.now());
      doc.getMap<Consent>(transcriptTypes.consents).set(self, consent);
      doc.getMap(transcriptTypes.asks).delete(self);
      const offers = doc.getMap(transcriptTypes.offers);
      for (const key of [...offers.keys()]) {
        const [to, volunteer] = key.split('|');
        if (to === self && volunteer !== consent.volunteer) offers.delete(key);
      }
    });
  }

  /** The person's own device has no model any more: nobody is to think that it writes. */
  loseModel(): void {
    this.#edit((doc, self) => {
      const consent = this.#consents.agreed.get(self);
      if (consent?.choice !== 'own-machine') return;
      const left = consentWithoutModel(consent);
      const consents = doc.getMap<Consent>(transcriptTypes.consents);
      if (left === null) consents.delete(self);
      else consents.set(self, left);
    });
  }

  /** Everybody is asked for somebody who writes the person's words down. */
  ask(): void {
    const ask = { at: this.#options.now() };
    this.#edit((doc, self) => doc.getMap(transcriptTypes.asks).set(self, ask));
  }

  takeBackAsk(): void {
    this.#edit((doc, self) => doc.getMap(transcriptTypes.asks).delete(self));
  }

  /** The person offers to write down what somebody says. */
  offer(to: AccountId): void {
    const offer = { at: this.#options.now() };
    this.#edit((doc, self) => doc.getMap(transcriptTypes.offers).set(offerKey(to, self), offer));
  }

  /** The offer does not stand any more, or what came of it ends. */
  takeBackOffer(to: AccountId): void {
    this.#edit((doc, self) => doc.getMap(transcriptTypes.offers).delete(offerKey(to, self)));
  }

  /** The person does not want what a volunteer offers. */
  refuse(volunteer: AccountId): void {
    this.#edit((doc, self) => doc.getMap(transcriptTypes.offers).delete(offerKey(self, volunteer)));
  }

  /** Once, however often it is told. A period that somebody left open ends where this one begins. */
  async beginPeriod(startedBy: AccountId, startedAt: number): Promise<void> {
    const document = this.#document;
    if (document === null) return;
    // What stands there already is only known then.
    await document.handle.opened();
    this.#edit((doc) => {
      const periods = doc.getMap<Period>(transcriptTypes.periods);
      if (periods.has(String(startedAt))) return;
      endOpen(periods, startedAt);
      periods.set(String(startedAt), { startedBy, startedAt, stoppedAt: null });
    });
  }

  endPeriods(): void {
    const at = this.#options.now();
    this.#edit((doc) => endOpen(doc.getMap<Period>(transcriptTypes.periods), at));
  }

  /** Takes back what was written of the person's words since a moment; resolves when it is done here. */
  async takeBack(since: number): Promise<void> {
    const { hub, workspace, call, self } = this.#options;
    const handle = hub.openDocument(`${workspace}/speech/${call}/${self() ?? ''}`);
    try {
      await handle.opened();
      const lines: Y.Array<Utterance> = handle.doc.getArray(yTypes.lines);
      const removed = handle.doc.getMap(transcriptTypes.removed);
      const at = Date.now();
      handle.doc.transact(() => {
        for (const { id, startedAt } of lines.toArray()) {
          if (startedAt >= since) removed.set(id, at);
        }
      });
    } finally {
      handle.release();
    }
  }

  #edit(change: (doc: Y.Doc, self: AccountId) => void): void {
    const doc = this.#document?.handle.doc;
    const self = this.#options.self();
    if (doc !== undefined && self !== null) doc.transact(() => change(doc, self));
  }

  #read(): void {
    const handle = this.#document?.handle;
    if (handle === undefined) return;
    this.#consents = { ready: handle.state !== 'opening', ...readConsents(handle.doc) };
    this.#options.onChange(this.#consents);
  }
}

function endOpen(periods: Y.Map<Period>, stoppedAt: number): void {
  for (const [id, value] of periods.entries()) {
    const period = periodSchema.safeParse(value);
    if (period.success && period.data.stoppedAt === null) {
      periods.set(id, { ...period.data, stoppedAt });
    }
  }
}
