import type { TFunction } from 'i18next';
import type { CallStatistics, TrackStatistics } from '../room/callState.ts';
import type { StatisticsOfPerson } from './statisticsRows.ts';

export interface StatisticsFormat {
  readonly milliseconds: (value: number | null) => string;
  readonly rate: (bitsPerSecond: number | null) => string;
  readonly share: (value: number) => string;
  readonly picture: (track: TrackStatistics) => string;
  readonly what: (track: TrackStatistics) => string;
  readonly name: (person: StatisticsOfPerson) => string;
  /** Everything, for a message to whoever helps. */
  readonly asText: (statistics: CallStatistics, people: readonly StatisticsOfPerson[]) => string;
}

/** Numbers of a call as a person reads them. */
export function formatStatistics(t: TFunction, language: string): StatisticsFormat {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const unknown = t('calls.statistics.unknown');

  const milliseconds = (value: number | null): string =>
    value === null ? unknown : `${whole.format(value)} ms`;
  const rate = (bits: number | null): string => {
    if (bits === null) return unknown;
    if (bits < 999_500) return `${whole.format(bits / 1000)} kbit/s`;
    return `${tenth.format(bits / 1_000_000)} Mbit/s`;
  };
  const picture = ({ width, height, framesPerSecond }: TrackStatistics): string => {
    if (width === null || height === null) return unknown;
    const size = `${width} × ${height}`;
    return framesPerSecond === null ? size : `${size} · ${whole.format(framesPerSecond)} fps`;
  };
  const what = ({ source, direction }: TrackStatistics): string =>
    `${t(`calls.statistics.sources.${source}`)} (${t(`calls.statistics.directions.${direction}`)})`;
  const name = (person: StatisticsOfPerson): string =>
    person.own ? t('calls.statistics.own') : person.name;
  const lineOf = (track: TrackStatistics): string =>
    [
      `  ${what(track)}: ${rate(track.bitsPerSecond)}`,
      `${t('calls.statistics.columns.lost')} ${percent.format(track.lost)}`,
      `${t('calls.statistics.columns.jitter')} ${milliseconds(track.jitterMs)}`,
      picture(track),
      track.codec ?? unknown,
    ].join(', ');

  return {
    milliseconds,
    rate,
    share: (value) => percent.format(value),
    picture,
    what,
    name,
    asText: (statistics, people) =>
      [
        `${t('calls.statistics.roundTrip')}: ${milliseconds(statistics.roundTripMs)}`,
        `${t('calls.statistics.outgoing')}: ${rate(statistics.availableOutgoingBitsPerSecond)}`,
        ...people.flatMap((person) => [name(person), ...person.tracks.map(lineOf)]),
      ].join('\n'),
  };
}
