const heartbeatMs = { terminal: 1000, log: 15_000 };
const progressMs = { terminal: 200, log: 10_000 };

/**
 * Says on one stream what the set-up does: a line when a step starts, progress while it runs and the
 * time it took when that was over a second. On a terminal the progress rewrites its own line; in a
 * log file it comes as a line now and then.
 */
export class Reporter {
  #stream;
  #lineIsOpen = false;

  /** @param {NodeJS.WriteStream} stream where to write; stderr where stdout belongs to a program */
  constructor(stream) {
    this.#stream = stream;
  }

  /** @param {string} line */
  say(line) {
    this.#closeLine();
    this.#stream.write(`${line}\n`);
  }

  /**
   * Runs one step and reports it.
   *
   * @template T
   * @param {string} title what is done, without a full stop
   * @param {(update: (detail: string) => void) => Promise<T>} work gets a function to report progress
   * @returns {Promise<T>} what the work returned
   */
  async step(title, work) {
    const started = Date.now();
    const rhythm = this.#stream.isTTY ? 'terminal' : 'log';
    let detail = '';
    let shown = started;
    const show = () => {
      shown = Date.now();
      const facts = [detail, duration(shown - started)].filter((fact) => fact !== '');
      this.#rewrite(`${title}: ${facts.join(', ')}`);
    };
    this.say(`${title} ...`);
    const showAfter = (ms) => {
      if (Date.now() - shown >= ms) show();
    };
    const heartbeat = setInterval(() => showAfter(heartbeatMs[rhythm]), 1000);
    try {
      const result = await work((newDetail) => {
        detail = newDetail;
        showAfter(progressMs[rhythm]);
      });
      const took = Date.now() - started;
      if (took >= 1000) this.say(`${title}: done in ${duration(took)}`);
      return result;
    } finally {
      clearInterval(heartbeat);
      this.#closeLine();
    }
  }

  #rewrite(line) {
    if (!this.#stream.isTTY) {
      this.#stream.write(`${line}\n`);
      return;
    }
    const width = Math.max(20, (this.#stream.columns ?? 80) - 1);
    this.#stream.write(`\r\u001b[K${line.slice(0, width)}`);
    this.#lineIsOpen = true;
  }

  #closeLine() {
    if (!this.#lineIsOpen) return;
    this.#stream.write('\r\u001b[K');
    this.#lineIsOpen = false;
  }
}

/**
 * @param {number} milliseconds
 * @returns {string} such as `43 s` or `2 min 5 s`
 */
export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
