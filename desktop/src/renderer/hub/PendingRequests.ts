import { ConfabError, hubMethods } from '@confab/shared-types';
import type { HubMethod, HubParams, HubResult, RpcMessage } from '@confab/shared-types';

interface PendingRequest {
  readonly method: HubMethod;
  readonly message: RpcMessage;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: ConfabError) => void;
  sent: boolean;
}

/** Requests that have no answer yet, sent or still waiting for a channel. */
export class PendingRequests {
  readonly #pending = new Map<number, PendingRequest>();
  readonly #send: (message: RpcMessage) => void;
  #nextId = 1;

  constructor(send: (message: RpcMessage) => void) {
    this.#send = send;
  }

  /** Sends now, or at the next {@link sendWaiting} when there is no channel. */
  add<M extends HubMethod>(
    method: M,
    params: HubParams<M>,
    connected: boolean,
  ): Promise<HubResult<M>> {
    const id = this.#nextId++;
    const message: RpcMessage = { type: 'request', id, method, params };
    return new Promise((resolve, reject) => {
      const settle = (value: unknown): void => resolve(value as HubResult<M>);
      this.#pending.set(id, { method, message, resolve: settle, reject, sent: connected });
      if (connected) this.#send(message);
    });
  }

  sendWaiting(): void {
    for (const request of this.#pending.values()) {
      if (request.sent) continue;
      request.sent = true;
      this.#send(request.message);
    }
  }

  /** Settles one with its result; `malformed-message` when it has another form. */
  resolve(id: number, result: unknown): void {
    const request = this.#take(id);
    if (request === null) return;
    const parsed = hubMethods[request.method].result.safeParse(result);
    if (parsed.success) return request.resolve(parsed.data);
    request.reject(new ConfabError('malformed-message', request.method, { cause: parsed.error }));
  }

  /** Whether there was such a request. */
  reject(id: number, error: ConfabError): boolean {
    const request = this.#take(id);
    request?.reject(error);
    return request !== null;
  }

  /** The channel is gone: what was sent and never answered cannot be answered any more. */
  rejectSent(): void {
    const error = new ConfabError('not-connected');
    for (const [id, { sent }] of this.#pending) if (sent) this.reject(id, error);
  }

  rejectAll(error: ConfabError): void {
    for (const id of this.#pending.keys()) this.reject(id, error);
  }

  #take(id: number): PendingRequest | null {
    const request = this.#pending.get(id) ?? null;
    this.#pending.delete(id);
    return request;
  }
}
