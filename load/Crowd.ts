import { setTimeout as delay } from 'node:timers/promises';
import { grantsOfRole, type Grants } from '@confab/shared-types';
import { mintToken } from '../media-server/src/testing/mintToken.ts';
import { Pacer } from './media/Pacer.ts';
import { Participant } from './Participant.ts';
import type { LoadOptions } from './readOptions.ts';

/** Who speaks gives way after so long. */
const turnMs = 5000;
const mostProblems = 1000;

export type CrowdOptions = Pick<
  LoadOptions,
  | 'rooms'
  | 'publishers'
  | 'subscribers'
  | 'participants'
  | 'video'
  | 'layer'
  | 'talking'
  | 'joinsPerSecond'
> & { readonly server: NonNullable<LoadOptions['server']> };

interface Part {
  readonly name: string;
  readonly sends: boolean;
  readonly receives: boolean;
}

/** All who come for a load: joins them one after another, and lets them go. */
export class Crowd {
  readonly pacer = new Pacer();
  readonly members: Participant[] = [];
  /** What went wrong, in words; the calls go on. */
  readonly problems: string[] = [];
  readonly #options: CrowdOptions;
  readonly #partOf = new Map<Participant, Part>();

  constructor(options: CrowdOptions) {
    this.#options = options;
  }

  /** How many others' microphones this one is to hear. */
  expectedVoices(member: Participant): number {
    const part = this.#partOf.get(member);
    if (!part?.receives) return 0;
    const { publishers, participants } = this.#options;
    return publishers + participants - (part.sends ? 1 : 0);
  }

  /** Resolves when all are in their calls; rejects when one cannot get in, or when it is aborted. */
  async join(signal: AbortSignal, onJoined: (count: number) => void): Promise<void> {
    const { rooms, joinsPerSecond } = this.#options;
    const parts = this.#parts();
    const inside: Promise<unknown>[] = [];
    for (const part of parts) {
      for (let room = 0; room < rooms; room++) {
        const member = await this.#joinOne(part, `load-${room}`, parts.indexOf(part));
        this.members.push(member);
        this.#partOf.set(member, part);
        const entered = member.when(({ phase }) => phase === 'in-call');
        entered.catch(() => 'told below, unless it was stopped before');
        inside.push(entered);
        onJoined(this.members.length);
        await delay(1000 / joinsPerSecond, undefined, { signal });
      }
    }
    await Promise.race([Promise.all(inside), aborted(signal)]);
  }

  leave(): void {
    for (const member of this.members) member.leave();
    this.pacer.close();
  }

  #parts(): Part[] {
    const { publishers, subscribers, participants } = this.#options;
    const named = (name: string, count: number, sends: boolean, receives: boolean) =>
      Array.from({ length: count }, (_, at) => ({ name: `${name}-${at + 1}`, sends, receives }));
    return [
      ...named('publisher', publishers, true, false),
      ...named('participant', participants, true, true),
      ...named('subscriber', subscribers, false, true),
    ];
  }

  #joinOne({ name, sends, receives }: Part, room: string, at: number): Promise<Participant> {
    const { server, video, layer, publishers, participants } = this.#options;
    const identity = `${room}-${name}`;
    const grants: Partial<Grants> = {
      ...grantsOfRole(room, sends ? 'presenter' : 'viewer'),
      canSubscribe: receives,
    };
    const senders = publishers + participants;
    return Participant.join({
      ...{ identity, room, layer, pacer: this.pacer },
      ticket: async () => ({
        url: server.url,
        token: await mintToken(server, { room, identity, grants }),
      }),
      publishes: sends ? ['microphone', ...(video ? (['camera'] as const) : [])] : [],
      isTalking: () => this.#isTheirTurn(at, senders),
      onProblem: (text) => {
        if (this.problems.length < mostProblems) this.problems.push(text);
      },
    });
  }

  /** Senders speak by turns, so many at a time. */
  #isTheirTurn(at: number, senders: number): boolean {
    const turn = Math.floor(performance.now() / turnMs);
    return (at + turn) % senders < this.#options.talking;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new Error('stopped while people were joining'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
