import { createHash } from 'node:crypto';
import { errorCodes } from '@confab/shared-types';
import { z } from 'zod';
import { expect, test } from 'vitest';
import { silentLog } from './Log.ts';
import { newId } from './newId.ts';
import { createRoutes } from './routes.ts';
import { defaultLimits } from './Server.ts';
import { createServices } from './Services.ts';
import { systemClock } from './Clock.ts';
import { Stage, standings } from './testing/Stage.ts';
import type { Scene, Standing } from './testing/Stage.ts';
import { testMedia } from './testing/startTestServer.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

interface Row {
  /** What each of {@link standings} is answered, in their order. */
  readonly statuses: readonly number[];
  readonly path: (scene: Scene) => string;
  readonly body?: (scene: Scene) => unknown;
  /** Bytes instead of JSON. */
  readonly bytes?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const all = (status: number): number[] => standings.map(() => status);
/** Whoever is signed in, whatever they are in a workspace. */
const signedIn = (status: number): number[] => [...Array<number>(9).fill(status), 401];
/** The first of the standings, up to that member; others are refused. */
const members = (status: number, last: 'owner' | 'admin' | 'editor' | 'viewer'): number[] =>
  standings.map((standing, at) => {
    if (standing === 'nobody') return 401;
    return at <= standings.indexOf(last) ? status : 403;
  });
const readersOfPage = (status: number): number[] => [...Array<number>(8).fill(status), 403, 401];
/** Who may write anything at all. */
const contributors = (status: number): number[] => [
  ...[status, status, status, status, 403],
  ...[status, status, 403, 403, 401],
];
const writersOfPage = (status: number): number[] => [
  ...[status, status, status, 403, 403],
  ...[status, 403, 403, 403, 401],
];

const inWorkspace =
  (rest = '') =>
  ({ workspace }: Scene): string =>
    `/api/workspaces/${workspace}${rest}`;
const ofPage =
  (rest = '') =>
  ({ workspace, page }: Scene): string =>
    `/api/workspaces/${workspace}/pages/${page}${rest}`;
const fixed = (path: string) => (): string => path;
const member = (scene: Scene): string => inWorkspace(`/members/${scene.target.id}`)(scene);
const guest = (scene: Scene): string => ofPage(`/guests/${scene.guest.id}`)(scene);
const version = (scene: Scene): string => ofPage(`/versions/${scene.version}`)(scene);
const call = (rest: string) => (scene: Scene) => `/api/calls/${scene.call}/${rest}`;
const upload = 'bytes that are not here yet';
const uploadHash = createHash('sha256').update(upload).digest('hex');
const shownFile = ({ workspace, file }: Scene): string => `/files/${workspace}/${file}`;
const publicFile = ({ publicLink, file }: Scene): string => `/p/${publicLink}/files/${file}`;

/** Who is answered what, by every route there is. */
const table: Readonly<Record<string, Row>> = {
  'GET /healthz': { statuses: all(200), path: fixed('/healthz') },
  'GET /api/server': { statuses: all(200), path: fixed('/api/server') },
  'POST /api/accounts': {
    statuses: all(201),
    path: fixed('/api/accounts'),
    body: () => ({
      name: 'New',
      email: `${newId()}@example.org`,
      password: 'correct horse battery',
      person: newId(),
      device: 'test',
    }),
  },
  'POST /api/sessions': {
    statuses: all(201),
    path: fixed('/api/sessions'),
    body: ({ outsider }) => ({
      email: outsider.account.email,
      password: 'correct horse battery',
      device: 'test',
    }),
  },
  'DELETE /api/sessions/current': {
    statuses: signedIn(204),
    path: fixed('/api/sessions/current'),
  },
  'GET /api/me': { statuses: signedIn(200), path: fixed('/api/me') },
  'PATCH /api/me': {
    statuses: signedIn(200),
    path: fixed('/api/me'),
    body: () => ({ name: 'Renamed' }),
  },

  'GET /api/workspaces': { statuses: signedIn(200), path: fixed('/api/workspaces') },
  'PUT /api/workspaces/:id': {
    statuses: [200, ...Array<number>(8).fill(409), 401],
    path: inWorkspace(),
    body: () => ({ name: 'Study' }),
  },
  'DELETE /api/workspaces/:id': { statuses: members(204, 'owner'), path: inWorkspace() },
  'GET /api/workspaces/:id/members': {
    statuses: members(200, 'viewer'),
    path: inWorkspace('/members'),
  },
  'PUT /api/workspaces/:id/members/:account': {
    statuses: members(204, 'admin'),
    path: member,
    body: () => ({ role: 'commenter' }),
  },
  'DELETE /api/workspaces/:id/members/:account': {
    statuses: members(204, 'admin'),
    path: member,
  },

  'POST /api/workspaces/:id/invitations': {
    statuses: members(201, 'admin'),
    path: inWorkspace('/invitations'),
    body: () => ({ role: 'viewer' }),
  },
  'GET /api/workspaces/:id/invitations': {
    statuses: members(200, 'editor'),
    path: inWorkspace('/invitations'),
  },
  'DELETE /api/invitations/:code': {
    statuses: members(204, 'admin'),
    path: ({ invitation }) => `/api/invitations/${invitation}`,
  },
  'GET /api/invitations/:code': {
    statuses: all(200),
    path: ({ invitation }) => `/api/invitations/${invitation}`,
  },
  'POST /api/invitations/:code/accept': {
    statuses: signedIn(200),
    path: ({ invitation }) => `/api/invitations/${invitation}/accept`,
  },
  'GET /i/:code': { statuses: all(200), path: ({ invitation }) => `/i/${invitation}` },

  'GET /api/shared-pages': { statuses: signedIn(200), path: fixed('/api/shared-pages') },
  'GET /api/workspaces/:id/pages/:page/guests': {
    statuses: members(200, 'editor'),
    path: ofPage('/guests'),
  },
  'POST /api/workspaces/:id/pages/:page/guests': {
    statuses: members(201, 'editor'),
    path: ofPage('/guests'),
    body: ({ outsider }) => ({ email: outsider.account.email, role: 'viewer' }),
  },
  'PUT /api/workspaces/:id/pages/:page/guests/:account': {
    statuses: members(204, 'editor'),
    path: guest,
    body: () => ({ role: 'editor' }),
  },
  'DELETE /api/workspaces/:id/pages/:page/guests/:account': {
    statuses: members(204, 'editor'),
    path: guest,
  },

  'DELETE /api/workspaces/:id/pages/:page': { statuses: members(204, 'editor'), path: ofPage() },
  'GET /api/workspaces/:id/pages/:page/versions': {
    statuses: readersOfPage(200),
    path: ofPage('/versions'),
  },
  'POST /api/workspaces/:id/pages/:page/versions': {
    statuses: writersOfPage(201),
    path: ofPage('/versions'),
    body: () => ({ name: 'Draft' }),
  },
  'GET /api/workspaces/:id/pages/:page/versions/:version': {
    statuses: readersOfPage(200),
    path: version,
  },
  'PATCH /api/workspaces/:id/pages/:page/versions/:version': {
    statuses: writersOfPage(200),
    path: version,
    body: () => ({ name: 'Draft' }),
  },

  'PUT /api/workspaces/:id/pages/:page/public-link': {
    statuses: members(200, 'editor'),
    path: ofPage('/public-link'),
  },
  'GET /api/workspaces/:id/pages/:page/public-link': {
    statuses: members(200, 'editor'),
    path: ofPage('/public-link'),
  },
  'DELETE /api/workspaces/:id/pages/:page/public-link': {
    statuses: members(204, 'editor'),
    path: ofPage('/public-link'),
  },
  'GET /p/:code': { statuses: all(200), path: ({ publicLink }) => `/p/${publicLink}` },
  'GET /p/:code/files/:hash': { statuses: all(200), path: publicFile },
  'HEAD /p/:code/files/:hash': { statuses: all(200), path: publicFile },

  'PUT /files/:workspace/:hash': {
    statuses: contributors(201),
    path: ({ workspace }) => `/files/${workspace}/${uploadHash}`,
    bytes: upload,
  },
  'HEAD /files/:workspace/:hash/upload': {
    statuses: contributors(200),
    path: ({ workspace }) => `/files/${workspace}/${uploadHash}/upload`,
  },
  'PATCH /files/:workspace/:hash/upload': {
    statuses: contributors(201),
    path: ({ workspace }) => `/files/${workspace}/${uploadHash}/upload`,
    bytes: upload,
    headers: { 'upload-offset': '0', 'upload-length': String(upload.length) },
  },
  'GET /files/:workspace/:hash': { statuses: readersOfPage(200), path: shownFile },
  'HEAD /files/:workspace/:hash': { statuses: readersOfPage(200), path: shownFile },

  'POST /api/calls': {
    statuses: members(200, 'viewer'),
    path: fixed('/api/calls'),
    body: ({ workspace, page }) => ({ workspace, page }),
  },
  'GET /api/workspaces/:id/calls': {
    statuses: members(200, 'viewer'),
    path: inWorkspace('/calls'),
  },
  'POST /api/calls/:id/look': { statuses: members(200, 'viewer'), path: call('look') },
  'POST /api/calls/:id/token': { statuses: members(200, 'viewer'), path: call('token') },
  'POST /api/calls/:id/rings': {
    statuses: members(201, 'viewer'),
    path: call('rings'),
    body: ({ target }) => ({ accounts: [target.id] }),
  },
  'POST /api/calls/:id/transcription': {
    statuses: members(200, 'viewer'),
    path: call('transcription'),
    body: () => ({ title: 'Minutes' }),
  },
  'POST /api/calls/:id/minutes-lease': {
    statuses: members(200, 'viewer'),
    path: call('minutes-lease'),
    body: () => ({ holder: newId() }),
  },
  'DELETE /api/calls/:id/minutes-lease': {
    statuses: members(204, 'viewer'),
    path: call('minutes-lease'),
    body: () => ({ holder: newId() }),
  },
  // A ring is between two: to anybody else it does not exist.
  'POST /api/rings/:id/:action': {
    statuses: [200, ...Array<number>(8).fill(404), 401],
    path: ({ ring }) => `/api/rings/${ring}/cancel`,
    body: () => ({}),
  },
  // The media server's own; a session of a person opens nothing.
  'POST /api/internal/rooms/:room/ended': {
    statuses: all(401),
    path: ({ call }) => `/api/internal/rooms/${call}/ended`,
    body: () => ({ endedAt: 1 }),
  },
};

async function send(
  scene: Scene,
  name: string,
  more: { session: string | null; body?: string; path?: string },
): Promise<{ status: number; code: string | null }> {
  const row = rowOf(name);
  const [method = ''] = name.split(' ');
  const body = more.body ?? row.bytes ?? (row.body && JSON.stringify(row.body(scene)));
  const response = await fetch(`${scene.url}${more.path ?? row.path(scene)}`, {
    method,
    headers: {
      ...row.headers,
      ...(more.session === null ? {} : { authorization: `Bearer ${more.session}` }),
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (response.status < 400 || !text.startsWith('{'))
    return { status: response.status, code: null };
  const code = z.object({ error: z.object({ code: z.enum(errorCodes) }) }).parse(JSON.parse(text));
  return { status: response.status, code: code.error.code };
}

function rowOf(name: string): Row {
  const row = table[name];
  if (row === undefined) throw new Error(`no row for ${name}`);
  return row;
}

test('the table names every route that there is, and no other', async () => {
  const options = {
    dataFolder: await temporaryFolder(),
    serverName: 'Test',
    media: testMedia,
    limits: defaultLimits,
    log: silentLog,
    clock: systemClock,
    publicUrl: () => 'http://localhost',
  };
  const services = await createServices(options);
  const names = createRoutes(services, options).map((route) => `${route.method} ${route.path}`);
  await services.stop();
  expect(Object.keys(table).toSorted()).toEqual(names.toSorted());
});

test('every standing is answered by every route as the table says', async () => {
  const stage = await Stage.create();
  const shared = await stage.scene();
  for (const [name, { statuses }] of Object.entries(table)) {
    const answered: Partial<Record<Standing, number>> = {};
    const [method = ''] = name.split(' ');
    const looksOnly = method === 'GET' || method === 'HEAD';
    for (const standing of standings) {
      const scene = looksOnly ? shared : await stage.scene();
      const { status, code } = await send(scene, name, { session: scene.sessions[standing] });
      answered[standing] = status;
      if (status !== 403 || method === 'HEAD') continue;
      expect([name, standing, code]).toEqual([name, standing, 'no-permission']);
    }
    const expected = Object.fromEntries(standings.map((each, at) => [each, statuses[at]]));
    expect([name, answered]).toEqual([name, expected]);
  }
}, 120_000);

test('a wrong token, a broken body, one too large and a wrong id are refused by every route', async () => {
  const stage = await Stage.create();
  const scene = await stage.scene();
  const session = scene.sessions.owner;
  for (const [name, row] of Object.entries(table)) {
    if (row.statuses.at(-1) === 401) {
      const wrong = await send(scene, name, { session: 'made-up' });
      expect([name, wrong.status]).toEqual([name, 401]);
    }
    // Without the right token the media server's route reads no body.
    const readsBody = row.body !== undefined && row.statuses[0] !== 401;
    for (const [body, status, code] of readsBody ? badBodies : []) {
      const answer = await send(scene, name, { session, body });
      expect([name, answer]).toEqual([name, { status, code }]);
    }
    const [, pattern = ''] = name.split(' ');
    if (!pattern.includes(':') || row.statuses[0] === 401) continue;
    const answer = await send(scene, name, { session, path: pattern.replace(/:\w+/g, '!') });
    expect([name, [400, 404].includes(answer.status)]).toEqual([name, true]);
  }
  expect((await fetch(`${stage.url}/healthz`)).status).toBe(200);
});

const badBodies = [
  ['{', 400, 'malformed-message'],
  ['[]', 400, 'malformed-message'],
  [JSON.stringify({ name: 'x'.repeat(300_000) }), 413, 'message-too-large'],
] as const;
