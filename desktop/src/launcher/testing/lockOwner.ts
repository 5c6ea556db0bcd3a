// Takes a lock and holds it until it is killed.
import { OwnerLock } from '../processes/OwnerLock.ts';

const lock = OwnerLock.tryTake(process.argv[2] ?? '');
process.stdout.write(lock === null ? 'refused\n' : 'taken\n');
setInterval(() => lock, 1000);
