import type { SignalingRequestData } from '@confab/shared-types';
import type { types } from 'mediasoup';

/*
 * The contract bounds these objects in size and depth; their inner form is mediasoup's own, which
 * checks it (`ortc`) before it reaches a worker and throws on what does not fit.
 */

export function toRtpParameters(value: Record<string, unknown>): types.RtpParameters {
  return value as unknown as types.RtpParameters;
}

export function toRtpCapabilities(value: Record<string, unknown>): types.RtpCapabilities {
  return value;
}

const fingerprintAlgorithms = ['sha-1', 'sha-224', 'sha-256', 'sha-384', 'sha-512'] as const;

/** Throws a TypeError on a fingerprint algorithm that DTLS does not have. */
export function toDtlsParameters(
  value: SignalingRequestData<'connectTransport'>['dtlsParameters'],
): types.DtlsParameters {
  const fingerprints = value.fingerprints.map((fingerprint) => {
    const algorithm = fingerprintAlgorithms.find((known) => known === fingerprint.algorithm);
    if (!algorithm) throw new TypeError('unknown fingerprint algorithm');
    return { algorithm, value: fingerprint.value };
  });
  return value.role === undefined ? { fingerprints } : { role: value.role, fingerprints };
}
