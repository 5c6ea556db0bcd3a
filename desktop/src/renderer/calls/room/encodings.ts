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

/** One size only, so that text stays sharp; who has less bandwidth gets fewer frames. */
const screen: Encodings = {
  encodings: [{ maxBitrate: 2_500_000, maxFramerate: 30, scalabilityMode: 'L1T3' }],
  codecOptions: { videoGoogleStartBitrate: 1000 },
};

/** Speech: nothing is sent in silence (DTX), lost packets are repaired (FEC) or sent again. */
const microphone: Encodings = {
  codecOptions: { opusDtx: true, opusFec: true, opusNack: true, opusStereo: false },
};

/** Music and films: never taken for silence. */
const screenAudio: Encodings = {
  codecOptions: {
    opusDtx: false,
    opusFec: true,
    opusNack: true,
    opusStereo: true,
    opusMaxAverageBitrate: 128_000,
  },
};

export const encodingsOf: Readonly<Record<TrackSource, Encodings>> = {
  camera,
  microphone,
  screen_share: screen,
  screen_share_audio: screenAudio,
};

/** More than any encoding has: everything is sent. */
export const everyLayer = 3;
