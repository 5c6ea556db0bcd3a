import { busContract } from './busContract.ts';
import { MemoryBus } from './MemoryBus.ts';

busContract('memory bus', () => Promise.resolve(new MemoryBus()));
