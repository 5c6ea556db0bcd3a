import type { InvitationPreview } from '@confab/shared-types';

type GivenRole = InvitationPreview['role'];

/** The words of the pages this server shows in a browser. */
export interface Catalogue {
  readonly language: string;
  readonly invites: (inviter: string) => string;
  readonly sharesPage: (inviter: string) => string;
  readonly roles: Readonly<Record<GivenRole, string>>;
  /** Of a single page. */
  readonly pageRoles: Readonly<Record<GivenRole, string>>;
  readonly untitled: string;
  readonly on: (server: string) => string;
  readonly open: string;
  readonly copy: string;
  readonly copied: string;
  readonly hint: string;
  readonly expiredTitle: string;
  readonly expiredHint: string;
  readonly invalidTitle: string;
  readonly invalidHint: string;
  readonly readOnly: string;
  readonly notPublicTitle: string;
  readonly notPublicHint: string;
}

const en: Catalogue = {
  language: 'en',
  invites: (inviter) => `${inviter} invites you to`,
  sharesPage: (inviter) => `${inviter} shares a page with you`,
  roles: {
    owner: 'as an owner',
    admin: 'as an admin',
    editor: 'to read and write',
    commenter: 'to read and comment',
    viewer: 'to read',
  },
  pageRoles: {
    owner: 'one page, to read and write',
    admin: 'one page, to read and write',
    editor: 'one page, to read and write',
    commenter: 'one page, to read and comment',
    viewer: 'one page, to read',
  },
  untitled: 'Untitled',
  on: (server) => `on ${server}`,
  open: 'Open in the app',
  copy: 'Copy the link',
  copied: 'Copied',
  hint: 'If the app does not open, copy the link and paste it into Confab.',
  expiredTitle: 'This invitation has ended',
  expiredHint: 'It was for a limited time or number of people. Ask for a new link.',
  invalidTitle: 'This invitation does not exist',
  invalidHint: 'The link may be incomplete. Ask for it once more.',
  readOnly: 'Shared with Confab · read only',
  notPublicTitle: 'There is no page here',
  notPublicHint: 'The link may be incomplete, or the page is not public any more.',
};

const ko: Catalogue = {
  language: 'ko',
  invites: (inviter) => `${inviter} 님이 초대합니다`,
  sharesPage: (inviter) => `${inviter} 님이 페이지를 공유합니다`,
  roles: {
    owner: '소유자로 참여',
    admin: '관리자로 참여',
    editor: '읽기와 쓰기',
    commenter: '읽기와 댓글',
    viewer: '읽기',
  },
  pageRoles: {
    owner: '페이지 하나 · 읽기와 쓰기',
    admin: '페이지 하나 · 읽기와 쓰기',
    editor: '페이지 하나 · 읽기와 쓰기',
    commenter: '페이지 하나 · 읽기와 댓글',
    viewer: '페이지 하나 · 읽기',
  },
  untitled: '제목 없음',
  on: (server) => `서버: ${server}`,
  open: '앱에서 열기',
  copy: '링크 복사',
  copied: '복사됨',
  hint: '앱이 열리지 않으면 링크를 복사해 Confab에 붙여 넣으세요.',
  expiredTitle: '종료된 초대입니다',
  expiredHint: '기간이나 인원이 정해진 초대였습니다. 새 링크를 요청하세요.',
  invalidTitle: '없는 초대입니다',
  invalidHint: '링크가 잘렸을 수 있습니다. 다시 요청하세요.',
  readOnly: 'Confab으로 공유됨 · 읽기 전용',
  notPublicTitle: '페이지가 없습니다',
  notPublicHint: '링크가 잘렸거나 더 이상 공개되지 않는 페이지입니다.',
};

const catalogues: readonly Catalogue[] = [en, ko];

/** The first language of an `Accept-Language` header that there is, by its quality; else English. */
export function chooseCatalogue(header: string | undefined): Catalogue {
  const wanted = (header ?? '')
    .split(',')
    .map((entry) => {
      const [tag = '', quality] = entry.trim().split(/\s*;\s*q=/);
      return { language: tag.split('-')[0]?.toLowerCase(), quality: Number(quality ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const { language } of wanted) {
    const found = catalogues.find((catalogue) => catalogue.language === language);
    if (found !== undefined) return found;
  }
  return en;
}
