import { useTranslation } from 'react-i18next';
import pageClasses from '../documents/Page.module.css';
import { diffWords, ownFirst } from './diff/diffWords.ts';
import type { ShownSide } from './diff/drawChanges.ts';

type Piece = { readonly text: string; readonly from: 'own' | 'other' | 'both' };

/** A version's title, with what it has more or less than the one it is compared with. */
export function ChangedTitle(props: {
  readonly title: string;
  /** Null: compared with nothing. */
  readonly other: string | null;
  readonly side: ShownSide;
}) {
  const { title, other, side } = props;
  const { t, i18n } = useTranslation();
  const pieces = other === null ? [] : piecesOf(title, other, side, i18n.language);
  const own = side === 'newer' ? 'added' : 'removed';
  const missing = side === 'newer' ? 'removed' : 'added';
  if (pieces.every(({ from }) => from === 'both')) {
    return <h1 className={pageClasses.title}>{title.trim() || t('page.untitled')}</h1>;
  }
  return (
    <h1 className={pageClasses.title}>
      {pieces.map(({ text, from }, index) => {
        if (from === 'both') return <span key={index}>{text}</span>;
        const tone = from === 'own' ? own : missing;
        const Tag = tone === 'added' ? 'ins' : 'del';
        return (
          <Tag key={index} className="cf-diff-word" data-diff={tone}>
            {text}
          </Tag>
        );
      })}
    </h1>
  );
}

function piecesOf(
  title: string,
  other: string,
  side: ShownSide,
  language: string,
): readonly Piece[] {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  const found = diffWords(title, other, segmenter);
  const changes = side === 'newer' ? found : ownFirst(found);
  const cuts = new Set([0, title.length, ...changes.other.map(({ at }) => at)]);
  for (const range of changes.own) for (const at of range) cuts.add(at);
  const points = [...cuts].sort((one, two) => one - two);
  const pieces: Piece[] = [];
  points.forEach((at, index) => {
    for (const gone of changes.other) {
      if (gone.at === at) pieces.push({ text: gone.text, from: 'other' });
    }
    const text = title.slice(at, points[index + 1] ?? at);
    const isOwn = changes.own.some(([start, end]) => at >= start && at < end);
    if (text !== '') pieces.push({ text, from: isOwn ? 'own' : 'both' });
  });
  return pieces;
}
