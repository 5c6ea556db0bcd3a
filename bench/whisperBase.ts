import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fixtureModel } from '../desktop/src/transcriber/speechFixtures.ts';
import { writeOnnx } from '../desktop/src/transcriber/onnx/onnxModel.ts';
import type { OnnxNode, Weights } from '../desktop/src/transcriber/onnx/onnxModel.ts';

/** Dimensions of openai/whisper-base. */
const width = 512;
const heads = 8;
const headWidth = width / heads;
const inner = 2048;
const layers = 6;
const vocabulary = 51_865;
const heard = 1500;
const context = 448;

/** People say about as many in a second. */
const tokensPerSecond = 3;
/** Of the fixture model's tokenizer: text ends there, and times begin there. */
const endOfText = 1756;
const firstTime = 1766;
const lastTime = 3266;

/**
 * Writes a Whisper model of whisper-base's dimensions, with random weights and the fixture's
 * tokenizer. It says nothing that makes sense, but as much as someone who speaks: in the first token
 * after the speech that it heard it ends. So it costs what a real one does.
 */
export async function writeWhisperBase(folder: string): Promise<void> {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  const files = ['generation_config', 'preprocessor_config', 'tokenizer', 'tokenizer_config'];
  for (const file of files) {
    await cp(join(fixtureModel, `${file}.json`), join(folder, `${file}.json`));
  }
  const config: unknown = JSON.parse(await readFile(join(fixtureModel, 'config.json'), 'utf8'));
  const dimensions = {
    d_model: width,
    encoder_layers: layers,
    decoder_layers: layers,
    num_hidden_layers: layers,
    encoder_attention_heads: heads,
    decoder_attention_heads: heads,
    encoder_ffn_dim: inner,
    decoder_ffn_dim: inner,
    vocab_size: vocabulary,
  };
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({ ...Object(config), ...dimensions }),
  );
  await writeFile(join(folder, 'onnx', 'encoder_model.onnx'), new Network().encoder());
  await writeFile(join(folder, 'onnx', 'decoder_model_merged.onnx'), new Network().decoder());
}

/** In -1..1, the same each time: Park and Miller's generator. */
const noise = new Float32Array(1_000_003);
for (let index = 0, state = 1; index < noise.length; index += 1) {
  state = (state * 48_271) % 2_147_483_647;
  noise[index] = (2 * state) / 2_147_483_647 - 1;
}

/** Collects the nodes and weights of one network; its methods return the name of what they make. */
class Network {
  readonly #weights: Record<string, Weights> = {
    zero: numbers(0),
    half: numbers(0.5),
    one: numbers(1),
    root: numbers(Math.SQRT1_2),
    perHead: numbers(headWidth ** -0.5),
    split: integers(0, 0, heads, headWidth),
    merge: integers(0, 0, width),
  };
  #nodes: OnnxNode[] = [];
  #names = 0;

  encoder(): Uint8Array {
    const first = this.#add('Conv', ['input_features', this.#random(width, 80, 3)], {
      ints: { pads: [1, 1] },
    });
    const second = this.#add('Conv', [this.#gelu(first), this.#random(width, width, 3)], {
      ints: { pads: [1, 1], strides: [2] },
    });
    const frames = this.#add('Transpose', [this.#gelu(second)], { ints: { perm: [0, 2, 1] } });
    let x = this.#add('Add', [frames, this.#random(heard, width)]);
    for (let layer = 0; layer < layers; layer += 1) {
      const at = this.#norm(x);
      const keys = this.#keys(at);
      x = this.#add('Add', [x, this.#attend(at, keys.key, keys.value)]);
      x = this.#add('Add', [x, this.#think(this.#norm(x))]);
    }
    const rest = this.#add('Slice', [
      this.#norm(x),
      this.#constant(integers(1)),
      this.#constant(integers(width)),
      this.#constant(integers(2)),
    ]);
    const shape = this.#constant(integers(1, heard, 1));
    const tokens = this.#add('Expand', [this.#tokensToSay(), shape]);
    this.#named('Concat', [tokens, rest], ['last_hidden_state'], { int: { axis: 2 } });
    return writeOnnx({
      inputs: { input_features: ['batch', 80, 2 * heard] },
      outputs: { last_hidden_state: ['batch', heard, width] },
      weights: this.#weights,
      nodes: this.#nodes,
    });
  }

  /** In the first channel, as a share of 100: how many tokens the frames with sound are worth. */
  #tokensToSay(): string {
    const loudness = this.#add('ReduceMean', ['input_features'], { ints: { axes: [1] } });
    const loudest = this.#add('ReduceMax', ['input_features']);
    // Silence lies 2 below the loudest.
    const edge = this.#add('Sub', [loudest, this.#constant(numbers(1.8))]);
    const sounds = this.#add('Cast', [this.#add('Greater', [loudness, edge])], { int: { to: 1 } });
    const share = this.#add('ReduceMean', [sounds]);
    return this.#add('Mul', [share, this.#constant(numbers((30 * tokensPerSecond) / 100))]);
  }

  decoder(): Uint8Array {
    const table = this.#random(vocabulary, width);
    const past = this.#length('past_key_values.0.decoder.key', 2);
    const total = this.#add('Add', [past, this.#length('input_ids', 1)]);
    const said = this.#add('Gather', [table, 'input_ids']);
    // Mostly the place decides what is said, so that it does not say one word for ever.
    const faint = this.#add('Mul', [said, this.#constant(numbers(0.01))]);
    const loud = this.#uniform(2, [context, width]);
    const places = this.#add('Slice', [loud, past, total, this.#axis(0)]);
    const rows = this.#add('Slice', [this.#constant(causal()), past, total, this.#axis(0)]);
    const mask = this.#add('Slice', [rows, this.#axis(0), total, this.#axis(1)]);
    const outputs: Record<string, (number | string)[]> = { logits: ['batch', 'n', vocabulary] };
    const inputs: Record<string, (number | string)[]> = {
      input_ids: ['batch', 'n'],
      encoder_hidden_states: ['batch', heard, width],
      use_cache_branch: [1],
    };
    let x = this.#add('Add', [faint, places]);
    for (let layer = 0; layer < layers; layer += 1) {
      const cache = (whose: string, which: string): [string, string] => {
        const [from, to] = ['past_key_values', 'present'].map(
          (when) => `${when}.${layer}.${whose}.${which}`,
        ) as [string, string];
        inputs[from] = ['batch_size', heads, `${whose}_past`, headWidth];
        outputs[to] = ['batch', heads, `${whose}_all`, headWidth];
        return [from, to];
      };
      const at = this.#norm(x);
      const own = this.#keys(at);
      const joined = (['key', 'value'] as const).map((which) => {
        const [from, to] = cache('decoder', which);
        return this.#named('Concat', [from, own[which]], [to], { int: { axis: 2 } });
      });
      x = this.#add('Add', [x, this.#attend(at, joined[0] ?? '', joined[1] ?? '', mask)]);
      const [key, value] = this.#heardKeys(cache('encoder', 'key'), cache('encoder', 'value'));
      x = this.#add('Add', [x, this.#attend(this.#norm(x), key, value)]);
      x = this.#add('Add', [x, this.#think(this.#norm(x))]);
    }
    const turned = this.#add('Transpose', [table], { ints: { perm: [1, 0] } });
    const logits = this.#add('MatMul', [this.#norm(x), turned]);
    const allowed = this.#add('Add', [logits, this.#constant(allowedTokens())]);
    this.#named('Add', [allowed, this.#ending(total)], ['logits']);
    return writeOnnx({
      inputs,
      types: { input_ids: 'int64', use_cache_branch: 'bool' },
      outputs,
      weights: this.#weights,
      nodes: this.#nodes,
    });
  }

  /** Keys and values of what was heard are computed in the first step only, as in real models. */
  #heardKeys(
    [pastKey, key]: [string, string],
    [pastValue, value]: [string, string],
  ): [string, string] {
    const around = this.#nodes;
    this.#nodes = [];
    const made = this.#keys('encoder_hidden_states');
    const shape = ['batch', heads, 'frames', headWidth];
    const computed = {
      nodes: this.#nodes,
      outputs: { [made.key]: shape, [made.value]: shape },
    };
    this.#nodes = [];
    const [keptKey, keptValue] = [pastKey, pastValue].map((name) => this.#add('Identity', [name]));
    const kept = {
      nodes: this.#nodes,
      outputs: { [keptKey ?? '']: shape, [keptValue ?? '']: shape },
    };
    this.#nodes = around;
    const graphs = { then_branch: kept, else_branch: computed };
    this.#named('If', ['use_cache_branch'], [key, value], { graphs });
    return [key, value];
  }

  /** Far above all other logits of the end once as much was said as was heard, else far below. */
  #ending(total: string): string {
    const corner = this.#add('Slice', [
      'encoder_hidden_states',
      this.#constant(integers(0, 0)),
      this.#constant(integers(1, 1)),
      this.#constant(integers(1, 2)),
    ]);
    const length = this.#add('Cast', [total], { int: { to: 1 } });
    const share = this.#add('Div', [length, this.#constant(numbers(100))]);
    const over = this.#add('Cast', [this.#add('Greater', [share, corner])], { int: { to: 1 } });
    const sign = this.#add('Sub', [over, 'half']);
    return this.#add('Mul', [sign, this.#constant(endOnly())]);
  }

  #keys(from: string): { key: string; value: string } {
    return { key: this.#perHead(from), value: this.#perHead(from) };
  }

  #perHead(from: string): string {
    const split = this.#add('Reshape', [this.#linear(from, width, width), 'split']);
    return this.#add('Transpose', [split], { ints: { perm: [0, 2, 1, 3] } });
  }

  #attend(from: string, key: string, value: string, mask?: string): string {
    const query = this.#add('Mul', [this.#perHead(from), 'perHead']);
    const turned = this.#add('Transpose', [key], { ints: { perm: [0, 1, 3, 2] } });
    const scores = this.#add('MatMul', [query, turned]);
    const seen = mask === undefined ? scores : this.#add('Add', [scores, mask]);
    const mixed = this.#add('MatMul', [this.#add('Softmax', [seen]), value]);
    const side = this.#add('Transpose', [mixed], { ints: { perm: [0, 2, 1, 3] } });
    return this.#linear(this.#add('Reshape', [side, 'merge']), width, width);
  }

  #think(from: string): string {
    return this.#linear(this.#gelu(this.#linear(from, width, inner)), inner, width);
  }

  #linear(from: string, size: number, to: number): string {
    return this.#add('Add', [
      this.#add('MatMul', [from, this.#random(size, to)]),
      this.#random(to),
    ]);
  }

  #norm(from: string): string {
    const [scale, bias] = [1, 0].map((value) =>
      this.#constant({ dims: [width], data: new Float32Array(width).fill(value) }),
    );
    return this.#add('LayerNormalization', [from, scale ?? '', bias ?? '']);
  }

  #gelu(from: string): string {
    const error = this.#add('Erf', [this.#add('Mul', [from, 'root'])]);
    const both = this.#add('Mul', [from, this.#add('Add', [error, 'one'])]);
    return this.#add('Mul', [both, 'half']);
  }

  #length(of: string, axis: number): string {
    return this.#add('Shape', [of], { int: { start: axis, end: axis + 1 } });
  }

  #axis(axis: number): string {
    return this.#constant(integers(axis));
  }

  #random(...dims: number[]): string {
    return this.#uniform(0.04, dims);
  }

  #uniform(most: number, dims: readonly number[]): string {
    const data = new Float32Array(dims.reduce((product, dim) => product * dim, 1));
    // No two begin at the same place in the noise, which is long and of prime length.
    const from = this.#names * 977;
    for (let index = 0; index < data.length; index += 1) {
      data[index] = most * (noise[(from + index) % noise.length] ?? 0);
    }
    return this.#constant({ dims, data });
  }

  #constant(weights: Weights): string {
    const name = this.#name();
    this.#weights[name] = weights;
    return name;
  }

  #add(op: string, inputs: readonly string[], more: Partial<OnnxNode> = {}): string {
    return this.#named(op, inputs, [this.#name()], more);
  }

  #named(
    op: string,
    inputs: readonly string[],
    outputs: readonly string[],
    more: Partial<OnnxNode> = {},
  ): string {
    this.#nodes.push({ op, inputs, outputs, ...more });
    return outputs[0] ?? '';
  }

  #name(): string {
    this.#names += 1;
    return `t${this.#names}`;
  }
}

function numbers(value: number): Weights {
  return { dims: [], data: Float32Array.of(value) };
}

function integers(...values: number[]): Weights {
  return { dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}

function causal(): Weights {
  const data = Float32Array.from({ length: context * context }, (_, index) =>
    index % context > Math.floor(index / context) ? -1e9 : 0,
  );
  return { dims: [context, context], data };
}

/** Only text and, far behind it, times are ever said. */
function allowedTokens(): Weights {
  const data = Float32Array.from({ length: vocabulary }, (_, token) => {
    if (token <= endOfText) return 0;
    return token >= firstTime && token <= lastTime ? -50 : -1e4;
  });
  return { dims: [vocabulary], data };
}

function endOnly(): Weights {
  const data = new Float32Array(vocabulary);
  data[endOfText] = 2e4;
  return { dims: [vocabulary], data };
}
