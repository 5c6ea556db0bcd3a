import { join, readFields, writeField } from './protobuf.ts';

/** Numbers of a model with their shape. */
export interface Weights {
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array;
}

export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly ints?: Readonly<Record<string, readonly number[]>>;
  readonly int?: Readonly<Record<string, number>>;
  readonly text?: Readonly<Record<string, string>>;
  /** Branches, which may use what is around them. */
  readonly graphs?: Readonly<Record<string, OnnxBranch>>;
}

type Shapes = Readonly<Record<string, readonly (number | string)[]>>;

export interface OnnxBranch {
  readonly nodes: readonly OnnxNode[];
  readonly outputs: Shapes;
}

export interface OnnxGraph extends OnnxBranch {
  /** Shape by name, of 32-bit floats where `types` does not say otherwise; a name is any length. */
  readonly inputs: Shapes;
  readonly types?: Readonly<Record<string, 'int64' | 'bool'>>;
  readonly weights: Readonly<Record<string, Weights>>;
}

/** Of ONNX's `TensorProto.DataType` and `AttributeProto.AttributeType`. */
const float32 = 1;
const elementTypes = { int64: 7, bool: 9 } as const;
const intAttribute = 2;
const textAttribute = 3;
const graphAttribute = 5;
const intsAttribute = 7;

/** A model as bytes that onnxruntime loads (`onnx.proto`, opset 17). */
export function writeOnnx({ inputs, types = {}, weights, ...branch }: OnnxGraph): Uint8Array {
  const typeOf = (name: string): number => {
    const type = types[name];
    return type === undefined ? float32 : elementTypes[type];
  };
  const graph = join([
    writeBranch(branch),
    ...Object.entries(weights).map((entry) => writeField(5, writeWeights(...entry))),
    ...Object.entries(inputs).map(([name, shape]) =>
      writeField(11, writeValue(name, typeOf(name), shape)),
    ),
  ]);
  return join([writeField(1, 8), writeField(7, graph), writeField(8, writeField(2, 17))]);
}

function writeBranch({ nodes, outputs }: OnnxBranch): Uint8Array {
  return join([
    ...nodes.map((node) => writeField(1, writeNode(node))),
    writeField(2, 'graph'),
    ...Object.entries(outputs).map(([name, shape]) =>
      writeField(12, writeValue(name, float32, shape)),
    ),
  ]);
}

/** The 32-bit float constants of a model and of the graphs within it, by name. */
export function readConstants(model: Uint8Array): Map<string, Weights> {
  const found = new Map<string, Weights>();
  for (const graph of messages(model, 7)) collectConstants(graph, found);
  return found;
}

function collectConstants(graph: Uint8Array, found: Map<string, Weights>): void {
  for (const node of messages(graph, 1)) {
    const [output] = messages(node, 2);
    for (const attribute of messages(node, 5)) {
      for (const inner of messages(attribute, 6)) collectConstants(inner, found);
      for (const tensor of messages(attribute, 5)) {
        const weights = readWeights(tensor);
        if (output !== undefined && weights !== null)
          found.set(new TextDecoder().decode(output), weights);
      }
    }
  }
}

function readWeights(tensor: Uint8Array): Weights | null {
  const fields = [...readFields(tensor)];
  const numbers = (field: number): number[] =>
    fields.flatMap((one) =>
      one.field === field && typeof one.value === 'number' ? [one.value] : [],
    );
  const [raw] = messages(tensor, 9);
  if (numbers(2)[0] !== float32 || raw === undefined) return null;
  // Copied, since floats must lie at a multiple of four.
  return { dims: numbers(1), data: new Float32Array(Uint8Array.from(raw).buffer) };
}

function messages(message: Uint8Array, field: number): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const one of readFields(message)) {
    if (one.field === field && typeof one.value !== 'number') found.push(one.value);
  }
  return found;
}

function writeNode(node: OnnxNode): Uint8Array {
  const { op, inputs, outputs, int = {}, ints = {}, text = {}, graphs = {} } = node;
  const attributes = [
    ...Object.entries(int).map(([name, value]) => attribute(name, intAttribute, 3, [value])),
    ...Object.entries(text).map(([name, value]) => attribute(name, textAttribute, 4, [value])),
    ...Object.entries(ints).map(([name, values]) => attribute(name, intsAttribute, 8, values)),
    ...Object.entries(graphs).map(([name, branch]) =>
      attribute(name, graphAttribute, 6, [writeBranch(branch)]),
    ),
  ];
  return join([
    ...inputs.map((name) => writeField(1, name)),
    ...outputs.map((name) => writeField(2, name)),
    writeField(4, op),
    ...attributes.map((one) => writeField(5, one)),
  ]);
}

function attribute(
  name: string,
  type: number,
  field: number,
  values: readonly (number | string | Uint8Array)[],
): Uint8Array {
  const written = values.map((value) => writeField(field, value));
  return join([writeField(1, name), ...written, writeField(20, type)]);
}

function writeWeights(name: string, { dims, data }: Weights): Uint8Array {
  return join([
    ...dims.map((dim) => writeField(1, dim)),
    writeField(2, data instanceof Float32Array ? float32 : elementTypes.int64),
    writeField(8, name),
    writeField(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ]);
}

function writeValue(name: string, type: number, shape: readonly (number | string)[]): Uint8Array {
  const dims = shape.map((dim) => writeField(1, writeField(typeof dim === 'number' ? 1 : 2, dim)));
  const tensor = join([writeField(1, type), writeField(2, join(dims))]);
  return join([writeField(1, name), writeField(2, writeField(1, tensor))]);
}
