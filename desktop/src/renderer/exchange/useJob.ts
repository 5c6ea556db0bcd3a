import { useEffect, useState } from 'react';
import type { Job } from '@confab/shared-types';
import { useHub } from '../app/AppContext.ts';

/**
 * The jobs of the hub that moved while this is mounted, by id. Heard from the start on: a short job
 * may be over before the answer that names it.
 */
export function useJobs(): ReadonlyMap<string, Job> {
  const hub = useHub();
  const [jobs, setJobs] = useState<ReadonlyMap<string, Job>>(new Map());
  useEffect(
    () => hub.on('job', (job) => setJobs((known) => new Map(known).set(job.job, job))),
    [hub],
  );
  return jobs;
}
