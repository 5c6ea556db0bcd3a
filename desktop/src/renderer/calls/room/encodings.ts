import type { TrackSource } from '@confab/shared-types';
import type { types } from 'mediasoup-client';

type Encodings = Pick<types.ProducerOptions, 'encodings' | 'codecOptions'>;

/** Three sizes of one camera, so that every receiver gets what its tile and network carry. */
const camera: Encodings = {
  encodings: [
    { scaleResolutionDownBy: 4, maxBitrate: 200_000, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
    { scaleResolutionDownBy: 1, maxBitrate: 1_000_000, scalabilityMode: 'L1T3' },
  ],
  codecOptions: { videoGoogleStartBitrate: 600 },
};

/** Speech: nothing is sent in silence (DTX), lost packets are repaired (FEC) or sent again. */
const microphone: Encodings = {
  codecOptions: { opusDtx: true, opusFec: true, opusNack: true, opusStereo: false },
};

export const encodingsOf: Readonly<Record<TrackSource, Encodings>> = {
  camera,
  microphone,
  screen_share: {
    encodings: [{ maxBitrate: 2_500_000 }],
    codecOptions: { videoGoogleStartBitrate: 1000 },
  },
  screen_share_audio: {
    codecOptions: { opusDtx: false, opusFec: true, opusNack: true, opusStereo: true },
  },
};
