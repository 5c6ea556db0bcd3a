import type { TFunction } from 'i18next';
import type { News } from './callNews.ts';

/** More names than these are counted. */
const namesSaid = 3;

/**
 * What is told of several news in one go: those who did the same are named in one sentence, and
 * nothing is said twice (who was muted by a host need not hear that they are muted). Only of those
 * that are `wanted`.
 */
export function newsTexts(
  t: TFunction,
  language: string,
  news: readonly News[],
  wanted: (one: News) => boolean = () => true,
): string[] {
  const mutedBy = news.some(({ type }) => type === 'muted-by');
  const said = new Set<string>();
  const texts: string[] = [];
  for (const one of news) {
    if (!wanted(one) || (mutedBy && one.type === 'muted')) continue;
    const kind = one.type === 'reaction' ? `reaction ${one.reaction}` : one.type;
    if (one.type !== 'chat' && said.has(kind)) continue;
    said.add(kind);
    texts.push(textOf(t, language, one, news));
  }
  return texts;
}

function textOf(t: TFunction, language: string, one: News, all: readonly News[]): string {
  switch (one.type) {
    case 'chat':
      return t('calls.announce.chat', { name: one.name, text: one.text });
    case 'reaction': {
      const reactions = all.filter((other) => other.type === 'reaction');
      const same = reactions.filter(({ reaction }) => reaction === one.reaction);
      const reaction = t(`calls.reactions.names.${one.reaction}`);
      return t('calls.announce.reaction', { name: nameAll(t, language, same), reaction });
    }
    case 'role':
      return t('calls.announce.role', { role: t(`calls.peoplePanel.roles.${one.role}`) });
    case 'joined':
    case 'left':
    case 'hand':
    case 'sharing':
    case 'sharing-stopped':
    case 'waiting':
    case 'transcribing':
    case 'muted-by':
    case 'unmute-asked': {
      const same = all.filter(({ type }) => type === one.type);
      return t(`calls.announce.${one.type}`, { name: nameAll(t, language, same) });
    }
    default:
      return t(`calls.announce.${one.type}`);
  }
}

function nameAll(t: TFunction, language: string, news: readonly News[]): string {
  const names = [...new Set(news.flatMap((one) => ('name' in one ? [one.name] : [])))];
  const rest = names.length - namesSaid;
  const parts =
    rest <= 1 ? names : [...names.slice(0, namesSaid), t('calls.announce.others', { count: rest })];
  return new Intl.ListFormat(language).format(parts);
}
