/** The background is blurred this much smaller: cheaper, and softer when it is enlarged again. */
const backgroundWidth = 160;
const blurPixels = 3;
/** Drawn past the edges: blurring mixes nothing from outside into the picture. */
const past = 2 * blurPixels;

/** Puts a sharp person before a blurred background. */
export class BlurredPicture {
  readonly #picture = penOf();
  readonly #person = penOf();
  readonly #background = penOf();
  readonly #behind = penOf();

  /**
   * `mask` is opaque where the person is; pictures wider than `widest` are made smaller. The answer
   * is the caller's to close.
   */
  draw(frame: VideoFrame, mask: ImageBitmap, widest: number): VideoFrame {
    const scale = Math.min(1, widest / frame.displayWidth);
    const width = even(frame.displayWidth * scale);
    const height = even(frame.displayHeight * scale);
    for (const pen of [this.#picture, this.#person]) resize(pen, width, height);
    const small = Math.round((backgroundWidth / width) * height);
    for (const pen of [this.#background, this.#behind]) resize(pen, backgroundWidth, small);

    this.#blurBehind(frame, mask);
    this.#person.globalCompositeOperation = 'copy';
    this.#person.drawImage(mask, 0, 0, width, height);
    this.#person.globalCompositeOperation = 'source-in';
    this.#person.drawImage(frame, 0, 0, width, height);

    this.#picture.drawImage(this.#background.canvas, 0, 0, width, height);
    this.#picture.drawImage(this.#person.canvas, 0, 0);
    return new VideoFrame(this.#picture.canvas, { timestamp: frame.timestamp, alpha: 'discard' });
  }

  /** Blurred without the person, whose colours would else glow around them. */
  #blurBehind(frame: VideoFrame, mask: ImageBitmap): void {
    const { width, height } = this.#background.canvas;
    const behind = this.#behind;
    behind.globalCompositeOperation = 'copy';
    behind.drawImage(frame, 0, 0, width, height);
    this.#background.filter = `blur(${blurPixels}px)`;
    this.#draw(behind.canvas);
    behind.globalCompositeOperation = 'destination-out';
    behind.drawImage(mask, 0, 0, width, height);
    // Near the person each layer is thinner: together they cover what shines through.
    for (let layer = 0; layer < 3; layer += 1) this.#draw(behind.canvas);
  }

  #draw(canvas: OffscreenCanvas): void {
    const { width, height } = canvas;
    this.#background.drawImage(canvas, -past, -past, width + 2 * past, height + 2 * past);
  }
}

function penOf(): OffscreenCanvasRenderingContext2D {
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  if (pen === null) throw new Error('a worker canvas has no 2d context');
  return pen;
}

function resize(
  { canvas }: OffscreenCanvasRenderingContext2D,
  width: number,
  height: number,
): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** Encoders take pairs of lines. */
function even(pixels: number): number {
  return 2 * Math.round(pixels / 2);
}
