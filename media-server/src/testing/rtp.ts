/** What a browser would send for Opus, as mediasoup-client describes it. */
export function opusParameters(ssrc: number): Record<string, unknown> {
  return {
    mid: String(ssrc),
    codecs: [
      {
        mimeType: 'audio/opus',
        payloadType: 111,
        clockRate: 48_000,
        channels: 2,
        parameters: { useinbandfec: 1, usedtx: 1 },
        rtcpFeedback: [{ type: 'nack' }, { type: 'transport-cc' }],
      },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level', id: 10 }],
    encodings: [{ ssrc, dtx: true }],
    rtcp: { cname: 'test' },
  };
}

/** VP8 in three simulcast layers, with retransmission. */
export function vp8Parameters(ssrc: number): Record<string, unknown> {
  return {
    mid: String(ssrc),
    codecs: [
      {
        mimeType: 'video/VP8',
        payloadType: 96,
        clockRate: 90_000,
        rtcpFeedback: [{ type: 'nack' }, { type: 'nack', parameter: 'pli' }],
      },
      { mimeType: 'video/rtx', payloadType: 97, clockRate: 90_000, parameters: { apt: 96 } },
    ],
    headerExtensions: [{ uri: 'urn:ietf:params:rtp-hdrext:sdes:mid', id: 1 }],
    encodings: [0, 1, 2].map((layer) => ({
      ssrc: ssrc + layer * 2,
      rtx: { ssrc: ssrc + layer * 2 + 1 },
      scalabilityMode: 'L1T3',
    })),
    rtcp: { cname: 'test' },
  };
}

export const dtlsParameters = {
  role: 'client' as const,
  fingerprints: [
    {
      algorithm: 'sha-256',
      value: Array.from({ length: 32 }, (_, byte) => byte.toString(16).padStart(2, '0')).join(':'),
    },
  ],
};
