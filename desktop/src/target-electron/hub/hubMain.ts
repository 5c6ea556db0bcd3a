import { createHub } from '../../hub/createHub.ts';
import { HubService } from './HubService.ts';

/** Entry of the hub's process, a `utilityProcess` of Electron. */
const service = new HubService({
  post: (message) => process.parentPort.postMessage(message),
  createHub,
  exit: (code) => process.exit(code),
  log: (line) => console.error(`hub process: ${line}`),
});

process.parentPort.on('message', ({ data, ports }) => {
  service.receive(data, ports).catch((error: unknown) => fail(error));
});
// Electron only warns about these in a utility process: the hub would go on in an unknown state.
process.on('unhandledRejection', fail);

function fail(error: unknown): never {
  console.error('hub process: it ends because of', error);
  process.exit(1);
}
