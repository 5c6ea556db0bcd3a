import type { SolutionFiles } from './blurMessages.ts';

/** What the package's own types leave out: a mask by WebAssembly instead of the graphics card. */
interface Segmentation {
  setOptions(options: { readonly modelSelection: number; readonly useCpuInference: boolean }): void;
  onResults(listener: (results: { readonly segmentationMask: ImageBitmap }) => void): void;
  initialize(): Promise<void>;
  send(inputs: { readonly image: OffscreenCanvas }): Promise<void>;
}

declare function importScripts(...addresses: string[]): void;

/** As wide as the model sees; it takes 144 lines of it. */
const width = 256;
const height = 144;

/** Finds the person in pictures, in a classic worker. */
export class PersonMask {
  readonly #segmentation: Segmentation;
  readonly #input = new OffscreenCanvas(width, height);
  readonly #pen: OffscreenCanvasRenderingContext2D;
  #mask: ImageBitmap | null = null;

  private constructor(segmentation: Segmentation) {
    const pen = this.#input.getContext('2d');
    if (pen === null) throw new Error('a worker canvas has no 2d context');
    this.#pen = pen;
    this.#segmentation = segmentation;
    segmentation.onResults(({ segmentationMask }) => {
      this.#mask?.close();
      this.#mask = segmentationMask;
    });
  }

  static async load(files: SolutionFiles): Promise<PersonMask> {
    givePage();
    importScripts(fileOf(files, 'selfie_segmentation.js'));
    const { SelfieSegmentation } = globalThis as unknown as {
      readonly SelfieSegmentation: new (options: {
        readonly locateFile: (name: string) => string;
      }) => Segmentation;
    };
    const segmentation = new SelfieSegmentation({ locateFile: (name) => fileOf(files, name) });
    // The wide model. On the processor: a frame takes it a few milliseconds everywhere, while a
    // graphics card that is emulated, or busy with the call's other pictures, takes far longer.
    segmentation.setOptions({ modelSelection: 1, useCpuInference: true });
    await segmentation.initialize();
    return new PersonMask(segmentation);
  }

  /** Opaque where the person is, small; valid until the next call. */
  async find(frame: VideoFrame): Promise<ImageBitmap> {
    this.#pen.drawImage(frame, 0, 0, width, height);
    await this.#segmentation.send({ image: this.#input });
    if (this.#mask === null) throw new Error('the segmentation answered nothing');
    return this.#mask;
  }
}

function fileOf(files: SolutionFiles, name: string): string {
  const address = files[name];
  if (address === undefined) throw new Error(`the segmentation asks for ${name}`);
  return address;
}

/**
 * The package says that it runs in workers, but its branch for them is broken: it loads the model as
 * a script. So it gets as much of a page as it uses: script elements and a canvas.
 */
function givePage(): void {
  const page = Object.assign(new EventTarget(), {
    createElement: (name: string) =>
      name === 'canvas' ? new OffscreenCanvas(1, 1) : new ScriptElement(),
    querySelector: () => null,
    body: { appendChild: (script: ScriptElement) => script.load() },
  });
  Object.assign(globalThis, { window: globalThis, document: page });
}

class ScriptElement extends EventTarget {
  #address = '';

  setAttribute(name: string, value: string): void {
    if (name === 'src') this.#address = value;
  }

  load(): void {
    importScripts(this.#address);
    this.dispatchEvent(new Event('load'));
  }
}
