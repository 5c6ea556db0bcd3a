import { readConstants, writeOnnx } from './onnx/onnxModel.ts';
import type { OnnxNode, Weights } from './onnx/onnxModel.ts';

/** Where the published model keeps what it uses at 16 kHz. */
const prefix = 'If_0_then_branch__Inline_0__';
const units = 128;
/** Rows of PyTorch's gates (input, forget, cell, output) in ONNX's order. */
const gates = [0, 3, 1, 2];

/**
 * Silero's voice detector (v5) for many frames in one run, from the published model, which takes one
 * at a time and spends most of it on the way there. Only its memory goes from frame to frame, so all
 * else is done for all of them together: the same numbers, a quarter of the time.
 *
 * Takes `frames` [n, 576] and the memory `h` and `c` [1, 1, 128]; gives `speech` [n, 1] and the
 * memory after them. Throws where the model is another than was expected.
 */
export function sileroGraph(published: Uint8Array): Uint8Array {
  const constants = readConstants(published);
  const weights = (name: string, ...dims: number[]): Weights => {
    const found = constants.get(prefix + name);
    if (found?.dims.join() !== dims.join()) throw new Error(`not Silero's model: ${name}`);
    return found;
  };
  const layers = [
    { from: 129, to: 128, stride: 1 },
    { from: 128, to: 64, stride: 2 },
    { from: 64, to: 64, stride: 2 },
    { from: 64, to: 128, stride: 1 },
  ];
  const convolutions = Object.fromEntries(
    layers.flatMap(({ from, to }, index) => [
      [`w${index}`, weights(`encoder.${index}.reparam_conv.weight`, to, from, 3)],
      [`b${index}`, weights(`encoder.${index}.reparam_conv.bias`, to)],
    ]),
  );
  return writeOnnx({
    inputs: { frames: ['n', 576], h: [1, 1, units], c: [1, 1, units] },
    outputs: { speech: ['n', 1], hn: [1, 1, units], cn: [1, 1, units] },
    weights: {
      ...convolutions,
      stft: weights('stft.forward_basis_buffer', 258, 1, 256),
      mirror: integers(0, 0, 0, 64),
      middle: integers(1),
      halves: integers(129, 129),
      oneByOne: integers(0, 1, units),
      rows: integers(-1, units),
      input: asGates(weights('decoder.rnn.weight_ih', 4 * units, units)),
      recurrent: asGates(weights('decoder.rnn.weight_hh', 4 * units, units)),
      bias: asBias(weights('decoder.rnn.bias_ih', 4 * units), weights('decoder.rnn.bias_hh', 512)),
      last: { ...weights('decoder.decoder.2.weight', 1, units, 1), dims: [units, 1] },
      lastBias: weights('decoder.decoder.2.bias', 1),
    },
    nodes: [
      pad('frames', 'mirror', 'padded'),
      node('Unsqueeze', ['padded', 'middle'], ['signal']),
      conv(['signal', 'stft'], 'spectrum', 256, 128, 0),
      { ...node('Split', ['spectrum', 'halves'], ['re', 'im']), int: { axis: 1 } },
      node('Mul', ['re', 're'], ['re2']),
      node('Mul', ['im', 'im'], ['im2']),
      node('Add', ['re2', 'im2'], ['energy']),
      node('Sqrt', ['energy'], ['x0']),
      ...layers.flatMap(({ stride }, index) => [
        conv([`x${index}`, `w${index}`, `b${index}`], `y${index}`, 3, stride, 1),
        node('Relu', [`y${index}`], [`x${index + 1}`]),
      ]),
      node('Reshape', ['x4', 'oneByOne'], ['sequence']),
      {
        ...node(
          'LSTM',
          ['sequence', 'input', 'recurrent', 'bias', '', 'h', 'c'],
          ['each', 'hn', 'cn'],
        ),
        int: { hidden_size: units },
      },
      node('Relu', ['each'], ['heard']),
      node('Reshape', ['heard', 'rows'], ['rowsHeard']),
      node('MatMul', ['rowsHeard', 'last'], ['sum']),
      node('Add', ['sum', 'lastBias'], ['logit']),
      node('Sigmoid', ['logit'], ['speech']),
    ],
  });
}

function node(op: string, inputs: readonly string[], outputs: readonly string[]): OnnxNode {
  return { op, inputs, outputs };
}

function pad(from: string, by: string, to: string): OnnxNode {
  return { ...node('Pad', [from, by], [to]), text: { mode: 'reflect' } };
}

function conv(
  inputs: readonly string[],
  to: string,
  kernel: number,
  stride: number,
  padding: number,
): OnnxNode {
  const ints = { kernel_shape: [kernel], strides: [stride], pads: [padding, padding] };
  return { ...node('Conv', inputs, [to]), ints };
}

function integers(...values: number[]): Weights {
  return { dims: [values.length], data: BigInt64Array.from(values, BigInt) };
}

function reordered({ data }: Weights): Float32Array {
  const length = data.length / gates.length;
  return Float32Array.from({ length: data.length }, (_, index) =>
    Number(data[(gates[Math.floor(index / length)] ?? 0) * length + (index % length)]),
  );
}

function asGates(weights: Weights): Weights {
  return { dims: [1, ...weights.dims], data: reordered(weights) };
}

function asBias(input: Weights, recurrent: Weights): Weights {
  const data = Float32Array.of(...reordered(input), ...reordered(recurrent));
  return { dims: [1, data.length], data };
}
