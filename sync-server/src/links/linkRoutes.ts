import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { ConfabError } from '@confab/shared-types';
import type { Route } from '../connections/Router.ts';
import type { Invitations } from '../workspaces/Invitations.ts';
import { parseCode } from '../workspaces/workspaceRoutes.ts';
import { chooseCatalogue } from './catalogue.ts';
import { invitationPolicy, renderEndedInvitation, renderInvitation } from './invitationPage.ts';

/** `/i/<code>`: an invitation as whoever got the link sees it in a browser. */
export function linkRoutes(invitations: Invitations): readonly Route[] {
  return [
    {
      method: 'GET',
      path: '/i/:code',
      async handle({ request, response, params }) {
        const nonce = randomBytes(16).toString('base64');
        const page = {
          words: chooseCatalogue(request.headers['accept-language']),
          link: invitations.link(params['code'] ?? ''),
          nonce,
        };
        try {
          const preview = await invitations.preview(parseCode(params['code']));
          sendHtml(response, 200, nonce, renderInvitation(page, preview));
        } catch (error) {
          const code = error instanceof ConfabError ? error.code : null;
          if (code !== 'invitation-invalid' && code !== 'invitation-expired') throw error;
          const status = code === 'invitation-invalid' ? 404 : 410;
          sendHtml(response, status, nonce, renderEndedInvitation(page, code));
        }
      },
    },
  ];
}

function sendHtml(response: ServerResponse, status: number, nonce: string, html: string): void {
  response
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-length': Buffer.byteLength(html),
      'content-security-policy': invitationPolicy(nonce),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      vary: 'accept-language',
    })
    .end(html);
}
