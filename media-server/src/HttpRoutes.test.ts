import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createJsonLog } from './Log.ts';
import type { MediaServer } from './Server.ts';
import { startMediaCall } from './testing/startMediaCall.ts';
import { startTestServer } from './testing/startTestServer.ts';
import { TestClient } from './testing/TestClient.ts';

async function start(options?: Parameters<typeof startTestServer>[0]): Promise<MediaServer> {
  const server = await startTestServer(options);
  onTestFinished(() => server.close());
  return server;
}

/** Samples by name and labels, as `name{label="value"}`. */
async function metricsOf(server: MediaServer): Promise<ReadonlyMap<string, number>> {
  const lines = (await (await fetch(`${server.url}/metrics`)).text()).split('\n');
  return new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space).replace('confab_media_', ''), Number(line.slice(space + 1))];
      }),
  );
}

describe('/metrics', () => {
  test('counts who is there, what flows, and what was asked', async () => {
    const { server, alice, packets, microphone } = await startMediaCall();
    await packets(microphone.ssrc, 20);
    await expect(alice.request('closeProducer', { producer: 'none' })).rejects.toThrow();
    const metrics = await metricsOf(server);
    expect(Object.fromEntries(metrics)).toMatchObject({
      rooms: 1,
      sessions: 2,
      peers: 2,
      waiting: 0,
      workers: 1,
      worker_deaths_total: 0,
      'transports{worker="0"}': 2,
      'producers{kind="audio",worker="0"}': 1,
      'producers{kind="video",worker="0"}': 2,
      'consumers{kind="audio",worker="0"}': 1,
      'consumers{kind="video",worker="0"}': 2,
      'requests_total{type="join",outcome="ok"}': 2,
      'requests_total{type="produce",outcome="ok"}': 3,
      'requests_total{type="closeProducer",outcome="producer-unknown"}': 1,
      'request_duration_seconds_count{type="join"}': 2,
    });
    for (const name of [
      'received_bytes_total',
      'sent_bytes_total',
      'worker_max_resident_bytes{worker="0"}',
      'worker_cpu_seconds_total{worker="0"}',
    ]) {
      expect(metrics.get(name), name).toBeGreaterThan(0);
    }
    expect(metrics.get('event_loop_lag_seconds{quantile="0.99"}')).toBeGreaterThanOrEqual(0);
  });

  test('is for this machine, or for who bears the token', async () => {
    const token = randomBytes(24).toString('base64url');
    const server = await start({ metricsToken: token });
    const ask = (headers: Record<string, string>) => fetch(`${server.url}/metrics`, { headers });
    const proxied = { 'x-forwarded-for': '203.0.113.7' };
    expect((await ask({})).status).toBe(200);
    expect((await ask(proxied)).status).toBe(403);
    expect((await ask({ ...proxied, authorization: `Bearer ${token}x` })).status).toBe(403);
    expect((await ask({ ...proxied, authorization: `Bearer ${token}` })).status).toBe(200);
    const without = await start();
    const refused = { ...proxied, authorization: 'Bearer undefined' };
    expect((await fetch(`${without.url}/metrics`, { headers: refused })).status).toBe(403);
  });
});

test('alive and ready; while it shuts down alive only', async () => {
  const server = await start();
  // Keeps its socket open when the server says goodbye, as one that hangs would.
  const { client } = await TestClient.join(server, 'room', 'alice');
  client.socket.pause();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const ask = async (path: string) => {
    const [response] = (await once(get(server.url + path, { agent }), 'response')) as [
      IncomingMessage,
    ];
    return { status: response.statusCode, body: JSON.parse(await text(response)) as unknown };
  };
  expect(await ask('/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } });
  expect(await ask('/readyz')).toMatchObject({ status: 200, body: { status: 'ok', workers: 1 } });
  const closed = server.close();
  expect(await ask('/readyz')).toMatchObject({ status: 503, body: { status: 'shutting-down' } });
  expect(await ask('/healthz')).toMatchObject({ status: 200 });
  await closed;
});

test('the log has nothing of what people typed, said, or are called', async () => {
  const lines: string[] = [];
  const server = await start({ log: createJsonLog((line) => lines.push(line), 'debug') });
  const said = 'Sesame-open-7';
  const { client } = await TestClient.join(server, 'room', said);
  await client.request('sendChat', { id: 'chat-message-1', text: said });
  await client.request('sendData', { topic: 'caption', payload: { text: said } });
  for (const raw of [
    said,
    JSON.stringify({ v: 1, id: 90, type: said, data: said }),
    JSON.stringify({ v: 1, id: 91, type: 'produce', data: { track: said, rtpParameters: said } }),
  ]) {
    await client.askRaw(raw);
  }
  await client.closed;
  await fetch(`${server.url}/api/rooms/room/participants/${said}`, { method: 'DELETE' });
  await server.close();
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('event');
  expect(lines.join('')).not.toContain(said);
});
