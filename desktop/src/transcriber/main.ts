import { openHubPort } from './hubPort.ts';
import { SileroVad } from './SileroVad.ts';
import { Transcriber } from './Transcriber.ts';
import { WhisperModel } from './WhisperModel.ts';

/**
 * The transcriber process. It holds nothing that is worth saving: when its hub goes it ends, and when
 * it dies the hub starts another and sends the audio again that was not processed.
 */
const hub = openHubPort(process);
const voice = SileroVad.load();
const transcriber = new Transcriber({
  emit: (message) => hub.post(message),
  loadModel: ({ modelFolder, dtype, threads }) =>
    WhisperModel.load(modelFolder, { dtype, threads }),
  createDetector: async () => (await voice).detector(),
  onBroken: () => setImmediate(() => process.exit(1)),
  now: () => performance.now(),
});
hub.onMessage((message) => transcriber.receive(message));
hub.onClose(() => process.exit(0));
