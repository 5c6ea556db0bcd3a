import type { Pacer } from './Pacer.ts';

const packetMs = 20;
const samplesPerPacket = 960;
/** 32 kbit/s. */
const spokenBytes = 80;
/** In silence Opus sends a little every 400 ms (DTX). */
const silentPackets = 20;
const silentBytes = 3;
/** Configuration 31: full band, 20 ms a frame (RFC 6716, 3.1). */
const tocByte = 0xf8;
const levels = { spoken: 30, silent: 127 } as const;

export interface OpusPacket {
  readonly timestamp: number;
  /** The first after a silence. */
  readonly marker: boolean;
  readonly payload: Buffer;
  /** Below full scale, 0 (loudest) to 127 (RFC 6464). */
  readonly level: number;
}

/** Packets as of an Opus encoder that hears somebody whenever `isTalking` says so; answers its end. */
export function startOpus(
  pacer: Pacer,
  isTalking: () => boolean,
  send: (packet: OpusPacket) => void,
): () => void {
  let count = 0;
  let wasTalking = false;
  const spoken = packetOf(spokenBytes);
  const silent = packetOf(silentBytes);
  return pacer.every(packetMs, () => {
    const talking = isTalking();
    const timestamp = (count * samplesPerPacket) >>> 0;
    if (talking) {
      send({ timestamp, marker: !wasTalking, payload: spoken, level: levels.spoken });
    } else if (count % silentPackets === 0) {
      send({ timestamp, marker: false, payload: silent, level: levels.silent });
    }
    wasTalking = talking;
    count += 1;
  });
}

function packetOf(bytes: number): Buffer {
  const payload = Buffer.alloc(bytes, 0x55);
  payload[0] = tocByte;
  return payload;
}
