import { decodeSyncFrame, encodeSyncFrame, syncFrameBytes } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { PieceCollector, inPieces } from './pieces.ts';

test('a frame that fits travels as it is', () => {
  const frame = encodeSyncFrame({ kind: 'close', doc: 'workspace1/index' });
  expect([...inPieces(frame, 1)]).toEqual([frame]);
});

test('a larger one is cut, and whole again at the other end', () => {
  const update = new Uint8Array(2 * syncFrameBytes + 5).fill(7);
  const frame = encodeSyncFrame({ kind: 'edit', doc: 'workspace1/index', batch: 1, update });
  const pieces = [...inPieces(frame, 3)].map(decodeSyncFrame);
  expect(pieces).toHaveLength(3);
  const collector = new PieceCollector();
  const collected = pieces.map((piece) =>
    piece.kind === 'piece' ? collector.add(piece.transfer, piece.bytes, piece.last) : null,
  );
  expect(collected.slice(0, 2)).toEqual([null, null]);
  expect(Buffer.from(collected[2] ?? []).equals(frame)).toBe(true);
});

test('what never ends is refused', () => {
  const collector = new PieceCollector();
  const bytes = new Uint8Array(syncFrameBytes);
  const endless = (): void => {
    for (let count = 0; count < 9; count++) collector.add(1, bytes, false);
  };
  expect(endless).toThrow(expect.objectContaining({ code: 'message-too-large' }));
});
