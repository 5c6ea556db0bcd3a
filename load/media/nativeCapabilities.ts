import type { types } from 'mediasoup-client';

export const headerExtensions = {
  level: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level',
  packetNumber: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01',
} as const;

/** What this client can send and receive: Opus and VP8. It asks for no lost packet again. */
export function nativeCapabilities(): types.RtpCapabilities {
  return {
    codecs: [
      {
        kind: 'audio',
        mimeType: 'audio/opus',
        preferredPayloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1, usedtx: 1 },
        rtcpFeedback: [{ type: 'transport-cc', parameter: '' }],
      },
      {
        kind: 'video',
        mimeType: 'video/VP8',
        preferredPayloadType: 96,
        clockRate: 90_000,
        parameters: {},
        rtcpFeedback: [
          { type: 'nack', parameter: 'pli' },
          { type: 'transport-cc', parameter: '' },
        ],
      },
    ],
    headerExtensions: [
      extension('audio', headerExtensions.level, 10),
      extension('audio', headerExtensions.packetNumber, 5),
      extension('video', headerExtensions.packetNumber, 5),
    ],
  };
}

function extension(
  kind: types.MediaKind,
  uri: types.RtpHeaderExtensionUri,
  preferredId: number,
): types.RtpHeaderExtension {
  return { kind, uri, preferredId, preferredEncrypt: false, direction: 'sendrecv' };
}
