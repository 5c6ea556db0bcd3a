import { dirname } from 'node:path';
import { Buffer } from 'node:buffer';

/** One system call of a traced process. `began` and `ended` only say what came before what. */
export interface SystemCall {
  readonly name: string;
  /** The file behind the descriptor it was called with; null when it has none. */
  readonly path: string | null;
  /** The texts it was called with: what it wrote, or the names it renamed. */
  readonly texts: readonly Buffer[];
  readonly began: number;
  /** Infinity while it has not come back. */
  readonly ended: number;
  readonly succeeded: boolean;
}

interface Entry {
  readonly began: number;
  readonly name: string;
  readonly text: string;
}

const line = /^(?<pid>\d+) +[\d.]+ (?<rest>.*)$/;
const whole = /^(?<name>\w+)\((?<text>.*)\) += (?<result>-?\d+|\?)/;
const unfinished = /^(?<name>\w+)\((?<text>.*) <unfinished \.\.\.>$/;
const resumed = /^<\.\.\. (?<name>\w+) resumed>(?<text>.*)\) += (?<result>-?\d+|\?)/;

/**
 * Reads what `strace -f -ttt -y -xx -o` wrote: one line for each call, or two when another thread
 * came in between. Signals, exits and whatever else is no call are passed over.
 */
export function readTrace(output: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const waiting = new Map<string, Entry>();
  for (const [at, text] of output.split('\n').entries()) {
    const { pid = '', rest = '' } = line.exec(text)?.groups ?? {};
    const begun = unfinished.exec(rest)?.groups;
    if (begun !== undefined) {
      waiting.set(pid, { began: at, name: begun['name'] ?? '', text: begun['text'] ?? '' });
      continue;
    }
    const alone = whole.exec(rest)?.groups;
    if (alone !== undefined) {
      const entry = { began: at, name: alone['name'] ?? '', text: alone['text'] ?? '' };
      calls.push(finished(entry, at, alone['result']));
      continue;
    }
    const back = resumed.exec(rest)?.groups;
    const entry = waiting.get(pid);
    if (back === undefined || entry === undefined) continue;
    waiting.delete(pid);
    const joined = { ...entry, text: entry.text + (back['text'] ?? '') };
    calls.push(finished(joined, at, back['result']));
  }
  const never = [...waiting.values()].map((entry) => finished(entry, Infinity, undefined));
  return [...calls, ...never].sort((a, b) => a.began - b.began);
}

/**
 * The sync of a file, with success and between the two, that covers what `write` wrote and came
 * back before `answer` began; undefined when there is none.
 */
export function syncBetween(
  calls: readonly SystemCall[],
  write: SystemCall,
  answer: SystemCall,
): SystemCall | undefined {
  return calls.find(
    ({ name, path, began, ended, succeeded }) =>
      (name === 'fsync' || name === 'fdatasync') &&
      path === write.path &&
      succeeded &&
      began > write.ended &&
      ended < answer.began,
  );
}

/** Whether some write of `content` to a file that ends in `suffix` was on the disk before `answer`. */
export function isOnDiskBefore(
  calls: readonly SystemCall[],
  answer: SystemCall,
  { content, suffix }: { readonly content: string | Uint8Array; readonly suffix: string },
): boolean {
  return calls.some(
    (call) =>
      call.path?.endsWith(suffix) === true &&
      holds(call, content) &&
      syncBetween(calls, call, answer) !== undefined,
  );
}

/** Where a file's bytes were first written, and where they got their name; `folder` is then theirs. */
export function traceOfFile(
  calls: readonly SystemCall[],
  { content, incoming }: { readonly content: string | Uint8Array; readonly incoming: string },
): { readonly written: SystemCall; readonly renamed: SystemCall; readonly folder: string } | null {
  const written = calls.find(
    (call) => call.path?.includes(incoming) === true && holds(call, content),
  );
  const renamed = calls.find(
    ({ name, texts }) => name.startsWith('rename') && texts[0]?.toString() === written?.path,
  );
  if (written === undefined || renamed === undefined) return null;
  return { written, renamed, folder: dirname(renamed.texts.at(-1)?.toString() ?? '') };
}

/** The writes of `content` into a socket. */
export function sentOverSockets(
  calls: readonly SystemCall[],
  content: string | Uint8Array,
): SystemCall[] {
  return calls.filter(
    (call) => call.path !== null && /^(socket|TCP)/.test(call.path) && holds(call, content),
  );
}

/** Whether what a call was given contains `content`, also when it was given in parts. */
export function holds(call: SystemCall, content: string | Uint8Array): boolean {
  return Buffer.concat(call.texts).includes(Buffer.from(content));
}

function finished(entry: Entry, ended: number, result: string | undefined): SystemCall {
  const { name, text, began } = entry;
  const path = /^\d+<(.*?)>/.exec(text)?.[1];
  return {
    name,
    path: path === undefined ? null : unescaped(path).toString(),
    texts: [...text.matchAll(/"([^"]*)"/g)].map(([, escaped = '']) => unescaped(escaped)),
    began,
    ended,
    succeeded: result !== undefined && /^\d+$/.test(result),
  };
}

/** `-xx` writes every byte of a text as `\xhh`; descriptors of sockets stay as they are. */
function unescaped(text: string): Buffer {
  if (!text.startsWith('\\x')) return Buffer.from(text);
  return Buffer.from(text.replaceAll('\\x', ''), 'hex');
}
