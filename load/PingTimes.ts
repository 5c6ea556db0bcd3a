const pingPattern = /^\{"v":1,"id":(\d+),"type":"ping"/;
const replyPattern = /^\{"v":1,"id":(\d+),"ok":\{"serverTime"/;
const mostKept = 10_000;

/** How long the server takes to answer the client's pings, read off the messages that pass. */
export class PingTimes {
  readonly milliseconds: number[] = [];
  readonly #asked = new Map<string, number>();

  sent(text: string): void {
    const [, id] = pingPattern.exec(text) ?? [];
    if (id !== undefined) this.#asked.set(id, performance.now());
  }

  received(text: string): void {
    const [, id] = replyPattern.exec(text) ?? [];
    const askedAt = id === undefined ? undefined : this.#asked.get(id);
    if (id === undefined || askedAt === undefined) return;
    this.#asked.delete(id);
    if (this.milliseconds.length < mostKept) this.milliseconds.push(performance.now() - askedAt);
  }
}
