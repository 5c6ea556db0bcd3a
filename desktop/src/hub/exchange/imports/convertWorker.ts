import { parentPort } from 'node:worker_threads';
import { convertFile } from './convertFile.ts';
import type { ConvertAnswer, ConvertRequest } from './convertMessages.ts';
import { pageUpdate } from './pageUpdate.ts';

// Entry of the thread that reads files: a long one takes seconds, in which nobody could type.
parentPort?.on('message', (request: ConvertRequest) => parentPort?.postMessage(answer(request)));

function answer(request: ConvertRequest): ConvertAnswer {
  try {
    if (request.type === 'convert') {
      return { type: 'page', page: convertFile(request.text, request.options) };
    }
    const { title, icon, blocks } = request;
    return { type: 'update', update: pageUpdate(title, icon, blocks) };
  } catch (error) {
    // Thousands of quotes within each other are more than the stack holds.
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}
