import { escapeHtml } from '@confab/shared-types';
import type { InvitationPreview } from '@confab/shared-types';
import { untitled } from '../pages/PageTitles.ts';
import type { Catalogue } from './catalogue.ts';
import { pageStyle } from './pageStyle.ts';

export interface InvitationPage {
  readonly words: Catalogue;
  /** The address of this page: what is copied, and what the app is told. */
  readonly link: string;
  /** Lets the page's one script and one style through its content security policy. */
  readonly nonce: string;
}

/** Who invites to what, with a button for the app and one that copies the link. */
export function renderInvitation(page: InvitationPage, preview: InvitationPreview): string {
  const { words, link, nonce } = page;
  const deepLink = `confab://join?link=${encodeURIComponent(link)}`;
  const ofPage = preview.page !== undefined;
  const lead = ofPage ? words.sharesPage(preview.inviterName) : words.invites(preview.inviterName);
  const role = (ofPage ? words.pageRoles : words.roles)[preview.role];
  const details = `${role} · ${words.on(preview.serverName)}`;
  const untitledPage = ofPage && preview.workspaceName === untitled;
  const title = untitledPage ? words.untitled : preview.workspaceName;
  return document(
    page,
    title,
    `<p class="lead">${escapeHtml(lead)}</p>
      <h1>${escapeHtml(title)}</h1>
      <p class="details">${escapeHtml(details)}</p>
      <div class="actions">
        <a class="primary" href="${escapeHtml(deepLink)}">${escapeHtml(words.open)}</a>
        <button type="button" id="copy" data-link="${escapeHtml(link)}"
          data-copied="${escapeHtml(words.copied)}">${escapeHtml(words.copy)}</button>
      </div>
      <p class="link">${escapeHtml(link)}</p>
      <p class="hint">${escapeHtml(words.hint)}</p>
      <script nonce="${escapeHtml(nonce)}">${copyScript}</script>`,
  );
}

export function renderEndedInvitation(
  page: InvitationPage,
  reason: 'invitation-expired' | 'invitation-invalid',
): string {
  const { words } = page;
  const expired = reason === 'invitation-expired';
  const title = expired ? words.expiredTitle : words.invalidTitle;
  const hint = expired ? words.expiredHint : words.invalidHint;
  return document(
    page,
    title,
    `<h1>${escapeHtml(title)}</h1><p class="details">${escapeHtml(hint)}</p>`,
  );
}

/** What the page may do: its own style, its own copy button, nothing else, nowhere else. */
export function invitationPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

function document({ words, nonce }: InvitationPage, title: string, body: string): string {
  return `<!doctype html>
<html lang="${words.language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>${escapeHtml(title)} · Confab</title>
    <style nonce="${escapeHtml(nonce)}">${pageStyle}</style>
  </head>
  <body>
    <main>
      ${body}
    </main>
    <footer>Confab</footer>
  </body>
</html>
`;
}

/** Plain HTTP has no clipboard interface, so selecting and `copy` is the second way. */
const copyScript = `
const button = document.getElementById('copy');
button.addEventListener('click', async () => {
  const { link, copied } = button.dataset;
  if (navigator.clipboard) await navigator.clipboard.writeText(link);
  else {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector('.link'));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    document.execCommand('copy');
  }
  button.textContent = copied;
});
`;
