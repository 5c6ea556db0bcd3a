import { CallClient } from '../../desktop/src/renderer/calls/room/CallClient.ts';
import type { CallTicket } from '../../desktop/src/renderer/calls/room/CallClient.ts';
import { firstFrame, joinBare, publishBare } from './barePage.ts';

/** Sends the camera through Confab's own client; resolves when it does. */
async function publishOurs(ticket: CallTicket): Promise<void> {
  const call = CallClient.join({ ticket, refreshTicket: () => Promise.resolve(ticket) });
  const camera = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 360 } });
  const [media] = camera.getVideoTracks();
  if (media === undefined) throw new Error('no camera');
  await call.publish({ source: 'camera', track: 'benchmark-camera', media });
}

/** Milliseconds from the ticket to the first decoded frame of the one camera in the room. */
async function joinOurs(ticket: CallTicket): Promise<number> {
  const startedAt = performance.now();
  const call = CallClient.join({ ticket, refreshTicket: () => Promise.resolve(ticket) });
  const track = await new Promise<MediaStreamTrack>((resolve, reject) => {
    call.subscribe(() => {
      const { phase, error, peers } = call.getState();
      if (phase === 'ended') reject(new Error(error ?? 'the call ended'));
      const media = peers[0]?.tracks.camera?.media;
      if (media !== undefined && media !== null) resolve(media);
    });
  });
  const shownAt = await firstFrame(track);
  call.leave();
  return shownAt - startedAt;
}

const bench = { publishOurs, joinOurs, publishBare, joinBare };
window.bench = bench;

declare global {
  interface Window {
    bench: typeof bench;
  }
}
