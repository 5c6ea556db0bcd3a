import { RnnoiseWorkletNode, loadRnnoise } from '@sapphi-red/web-noise-suppressor';
import simdEngine from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url';
import engine from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url';
import workletAddress from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url';
import type { ProcessedTrack } from './ownMediaState.ts';

/** The only rate RNNoise knows, and the one Opus sends. */
const sampleRate = 48_000;

/** The same voice without keyboards, fans and streets (RNNoise). Adds about 20 ms. */
export async function suppressNoise(
  source: MediaStreamTrack,
  onFailed: (error: unknown) => void,
): Promise<ProcessedTrack> {
  const context = new AudioContext({ sampleRate, latencyHint: 'interactive' });
  try {
    const [wasmBinary] = await Promise.all([
      loadRnnoise({ url: engine, simdUrl: simdEngine }),
      context.audioWorklet.addModule(workletAddress),
    ]);
    const suppressor = new RnnoiseWorkletNode(context, { wasmBinary, maxChannels: 1 });
    suppressor.addEventListener('processorerror', () => onFailed(new Error('noise suppression')));
    const input = context.createMediaStreamSource(new MediaStream([source]));
    const output = context.createMediaStreamDestination();
    output.channelCount = 1;
    input.connect(suppressor).connect(output);
    await context.resume();
    const [track] = output.stream.getAudioTracks();
    if (track === undefined) throw new Error('an audio destination has no track');
    return {
      track,
      stop: () => {
        suppressor.destroy();
        track.stop();
        context.close().catch((error: unknown) => console.warn(error));
      },
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}
