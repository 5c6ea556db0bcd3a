import type { BlurReport, BlurStart } from './blurMessages.ts';
import { BlurredPicture } from './BlurredPicture.ts';
import { PaceWatch } from './PaceWatch.ts';
import { PersonMask } from './PersonMask.ts';

/** Fifteen full pictures a second, else ten small ones: slower than that nothing moves. */
const sizes = [
  { widest: 1280, slowestMs: 66 },
  { widest: 480, slowestMs: 100 },
];

/** Blurs the background of every frame it is given, away from the window's own thread. */
async function blur({ files, frames, blurred }: BlurStart): Promise<void> {
  const mask = await PersonMask.load(files);
  const picture = new BlurredPicture();
  const pace = new PaceWatch(sizes);
  const reader = frames.getReader();
  const writer = blurred.getWriter();
  let started = false;
  while (pace.widest !== null) {
    const { value: frame, done } = await reader.read();
    if (done) return writer.close();
    const begun = performance.now();
    const made = picture.draw(frame, await mask.find(frame), pace.widest);
    frame.close();
    pace.took(performance.now() - begun);
    await writer.write(made);
    if (!started) tell({ type: 'started' });
    started = true;
  }
  tell({ type: 'too-slow' });
}

function tell(report: BlurReport): void {
  postMessage(report);
}

addEventListener('message', ({ data }: MessageEvent<BlurStart>) => {
  blur(data).catch((error: unknown) => tell({ type: 'failed', message: String(error) }));
});
