import type { ServerResponse } from 'node:http';
import { ConfabError, fileHashSchema, invitationCodeSchema } from '@confab/shared-types';
import { sendJson, sendNothing } from '../connections/Router.ts';
import type { HttpCall, Route } from '../connections/Router.ts';
import { sendStoredFile } from '../files/sendStoredFile.ts';
import type { FileSource } from '../files/sendStoredFile.ts';
import { askAboutPage } from '../pages/askAboutPage.ts';
import { chooseCatalogue } from './catalogue.ts';
import type { PublicLinks } from './PublicLinks.ts';
import type { PublicPage, PublicPages } from './PublicPages.ts';
import { publicPagePolicy, renderNoPublicPage, renderPublicPage } from './publicPageView.ts';

const linkPath = '/api/workspaces/:id/pages/:page/public-link';
const filePath = '/p/:code/files/:hash';

export interface PublicRoutesOptions {
  readonly links: PublicLinks;
  readonly pages: PublicPages;
  readonly files: FileSource;
}

export function publicRoutes({ links, pages, files }: PublicRoutesOptions): readonly Route[] {
  const sendFile = (call: HttpCall): Promise<void> => sendPublicFile(pages, files, call);
  return [
    {
      method: 'PUT',
      path: linkPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        sendJson(call.response, 200, await links.create(workspace, page, by));
      },
    },
    {
      method: 'GET',
      path: linkPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        sendJson(call.response, 200, await links.ofPage(workspace, page, by));
      },
    },
    {
      method: 'DELETE',
      path: linkPath,
      async handle(call) {
        const { by, workspace, page } = await askAboutPage(call);
        await links.remove(workspace, page, by);
        sendNothing(call.response);
      },
    },
    {
      method: 'GET',
      path: '/p/:code',
      async handle({ request, response, params }) {
        const words = chooseCatalogue(request.headers['accept-language']);
        try {
          const page = await findPage(pages, params['code']);
          sendHtml(response, 200, renderPublicPage(words, page));
        } catch (error) {
          if (!(error instanceof ConfabError) || error.code !== 'not-found') throw error;
          sendHtml(response, 404, renderNoPublicPage(words));
        }
      },
    },
    { method: 'GET', path: filePath, handle: sendFile },
    { method: 'HEAD', path: filePath, handle: sendFile },
  ];
}

/** Only what the page shows as it is now; anything else of the workspace is `not-found`. */
async function sendPublicFile(
  pages: PublicPages,
  files: FileSource,
  { request, response, params }: HttpCall,
): Promise<void> {
  const hash = fileHashSchema.parse(params['hash']);
  const page = await findPage(pages, params['code']);
  if (!page.files.has(hash)) throw new ConfabError('not-found');
  const { workspace } = page;
  await sendStoredFile(files, { request, response, workspace, hash, cached: false });
}

function findPage(pages: PublicPages, code: string | undefined): Promise<PublicPage> {
  const parsed = invitationCodeSchema.safeParse(code);
  if (!parsed.success) throw new ConfabError('not-found');
  return pages.find(parsed.data);
}

function sendHtml(response: ServerResponse, status: number, html: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(html),
      'content-security-policy': publicPagePolicy,
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      vary: 'accept-language',
    })
    .end(html);
}
