import { speechSampleRate, toTranscriberSchema } from '@confab/shared-types';
import type { FromTranscriber } from '@confab/shared-types';
import { Inbox } from '../../../shell/Inbox.ts';
import type { TranscriberPort } from '../../../shell/Host.ts';

const lineSamples = speechSampleRate;

/**
 * A transcriber that hears a line in each second of a recording, by its place. It says a line as soon
 * as it has all of it, and how far it is behind every second one.
 */
export class FakeTranscriber implements TranscriberPort {
  readonly prompts: (string | undefined)[] = [];
  readonly begun: number[] = [];
  readonly #inbox = new Inbox<unknown>();
  #job = '';
  #position = 0;
  #said = 0;

  post(raw: unknown): void {
    const message = toTranscriberSchema.parse(raw);
    switch (message.type) {
      case 'load':
        return this.#say({ type: 'loaded', model });
      case 'transcribe':
        this.#job = message.job;
        this.#position = message.fromSample ?? 0;
        this.#said = this.#position;
        this.prompts.push(message.prompt);
        this.begun.push(this.#position);
        return;
      case 'file-audio':
        this.#position += message.samples.length;
        return this.#hear();
      case 'file-end':
        if (this.#position > this.#said) this.#line(this.#position);
        return this.#say({ type: 'done', job: this.#job });
      case 'unload':
      case 'start':
      case 'audio':
      case 'stop':
      case 'cancel':
        return;
    }
  }

  onMessage(listener: (message: unknown) => void): void {
    this.#inbox.onMessage(listener);
  }

  onClose(listener: (reason: string) => void): void {
    this.#inbox.onClose(listener);
  }

  close(): void {
    this.#inbox.close('closed');
  }

  #hear(): void {
    while (this.#position - this.#said >= lineSamples) {
      this.#line(this.#said + lineSamples);
      const isSecond = (this.#said / lineSamples) % 2 === 0;
      if (isSecond) this.#progress();
    }
  }

  #line(end: number): void {
    const second = Math.floor(this.#said / lineSamples);
    const [startSample, endSample] = [this.#said, end];
    const middle = Math.floor((startSample + endSample) / 2);
    this.#say({
      ...{ type: 'file-segment', job: this.#job, startSample, endSample, language: 'en' },
      text: ` second ${second} `,
      words: [
        { text: ' second', startSample, endSample: middle },
        { text: ` ${second}`, startSample: middle, endSample },
      ],
    });
    this.#said = end;
  }

  #progress(): void {
    const [upToSample, readSample] = [this.#said, this.#position];
    this.#say({ type: 'progress', job: this.#job, upToSample, readSample });
  }

  #say(message: FromTranscriber): void {
    setImmediate(() => this.#inbox.deliver(message));
  }
}

const model = {
  name: 'fake',
  dtype: 'fp32',
  languages: ['en'],
  wordTimes: true,
  windowSeconds: 28,
};
