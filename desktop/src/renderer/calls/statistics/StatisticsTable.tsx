import { useTranslation } from 'react-i18next';
import type { StatisticsFormat } from './formatStatistics.ts';
import classes from './Statistics.module.css';
import type { StatisticsOfPerson } from './statisticsRows.ts';

/** What one person sends, as it leaves or arrives here. */
export function StatisticsTable(props: {
  readonly person: StatisticsOfPerson;
  readonly format: StatisticsFormat;
}) {
  const { person, format } = props;
  const { t } = useTranslation();
  return (
    <section className={classes.person}>
      <h3 className={classes.name}>
        {format.name(person)}
        <span className={classes.quality} data-quality={person.quality}>
          {t(`calls.peoplePanel.quality.${person.quality}`)}
        </span>
      </h3>
      {person.tracks.length === 0 ? (
        <p className={classes.dim}>{t('calls.statistics.nothing')}</p>
      ) : (
        <div className={classes.wide} tabIndex={0} role="group" aria-label={format.name(person)}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('calls.statistics.columns.what')}</th>
                <th scope="col">{t('calls.statistics.columns.rate')}</th>
                <th scope="col">{t('calls.statistics.columns.lost')}</th>
                <th scope="col">{t('calls.statistics.columns.jitter')}</th>
                <th scope="col">{t('calls.statistics.columns.picture')}</th>
                <th scope="col">{t('calls.statistics.columns.codec')}</th>
              </tr>
            </thead>
            <tbody>
              {person.tracks.map((track) => (
                <tr key={`${track.direction}/${track.source}`}>
                  <th scope="row">{format.what(track)}</th>
                  <td>{format.rate(track.bitsPerSecond)}</td>
                  <td>{format.share(track.lost)}</td>
                  <td>{format.milliseconds(track.jitterMs)}</td>
                  <td>{format.picture(track)}</td>
                  <td>{track.codec ?? t('calls.statistics.unknown')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
