import { setTimeout as delay } from 'node:timers/promises';
import type { Crowd } from './Crowd.ts';
import { spreadOf, type CutReport } from './LoadReport.ts';
import { memoryGrowth } from './memoryGrowth.ts';
import type { OwnServer } from './OwnServer.ts';
import type { Participant } from './Participant.ts';

/** A voice that was not heard this long is missed; DTX alone lets a packet pass every 400 ms. */
const silentMs = 5000;
/** Whoever is not back by then is not coming back. */
const patienceMs = 30_000;

export interface CutsOptions {
  readonly crowd: Crowd;
  readonly everySeconds: number;
  /** Whose memory is watched; null: somebody else's. */
  readonly server: OwnServer | null;
  readonly say: (text: string) => void;
}

/** Cuts the socket of somebody by chance again and again, and looks whether everybody comes back. */
export class Cuts {
  readonly #options: CutsOptions;
  readonly #recoveredMs: number[] = [];
  readonly #unrecovered: string[] = [];
  readonly #memory: number[] = [];
  #cuts = 0;

  constructor(options: CutsOptions) {
    this.#options = options;
  }

  get report(): CutReport {
    return {
      cuts: this.#cuts,
      recoveredMs: spreadOf(this.#recoveredMs),
      unrecovered: this.#unrecovered,
      memoryGrowth: memoryGrowth(this.#memory),
    };
  }

  /** Rejects with the signal's reason when it is over. */
  async run(signal: AbortSignal): Promise<never> {
    const { crowd, everySeconds } = this.#options;
    const recovering = new Set<Participant>();
    for (;;) {
      await delay(everySeconds * 1000, undefined, { signal });
      this.#noteMemory();
      for (const member of crowd.members) if (!recovering.has(member)) this.#look(member);
      const member = crowd.members[Math.floor(Math.random() * crowd.members.length)];
      if (!member || recovering.has(member)) continue;
      recovering.add(member);
      void this.#cut(member, signal).finally(() => recovering.delete(member));
    }
  }

  async #cut(member: Participant, signal: AbortSignal): Promise<void> {
    this.#cuts += 1;
    const cutAt = performance.now();
    const lost = member.when(({ phase }) => phase !== 'in-call');
    member.cut();
    try {
      await lost;
      const back = member.when(({ phase }) => phase === 'in-call');
      const tooLate = delay(patienceMs, 'too-late' as const, { signal, ref: false });
      if ((await Promise.race([back, tooLate])) === 'too-late') this.#miss(member, 'is not back');
      else this.#recoveredMs.push(performance.now() - cutAt);
    } catch (error) {
      if (!signal.aborted) this.#miss(member, String(error));
    }
  }

  #look(member: Participant): void {
    const { phase } = member.call.getState();
    if (phase !== 'in-call') return this.#miss(member, `is ${phase}`);
    const now = performance.now();
    const voices = [...member.counts.received].filter(
      ({ kind, lastAt }) => kind === 'audio' && now - lastAt < silentMs,
    ).length;
    const expected = this.#options.crowd.expectedVoices(member);
    if (voices !== expected) this.#miss(member, `hears ${voices} of ${expected}`);
  }

  #miss({ identity }: Participant, what: string): void {
    this.#unrecovered.push(`${identity} ${what}`);
    this.#options.say(`${identity} ${what}`);
  }

  #noteMemory(): void {
    const use = this.#options.server?.use();
    if (use) this.#memory.push(use.node.residentBytes + use.workers.residentBytes);
  }
}
