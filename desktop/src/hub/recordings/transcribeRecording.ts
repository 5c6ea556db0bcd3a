import type { TranscriberClient, RecordedLine } from '../transcripts/TranscriberClient.ts';
import type { Vocabulary } from '../vocabulary/Vocabulary.ts';
import type { RecordingDocuments } from './RecordingDocuments.ts';
import type { RecordingStore, StoredRecording } from './RecordingStore.ts';

export interface RecordingTranscription {
  readonly recording: StoredRecording;
  /** From `recording.transcribed` on. */
  readonly audio: AsyncIterable<Float32Array>;
  readonly signal: AbortSignal;
  readonly documents: RecordingDocuments;
  readonly store: Pick<RecordingStore, 'setTranscribed'>;
  readonly transcriber: Pick<TranscriberClient, 'transcribeFile'>;
  readonly vocabulary: Pick<Vocabulary, 'promptFor'>;
  readonly onProgress: () => void;
}

/**
 * Transcribes a recording from where it stands. Lines are on disk before the position behind them is,
 * and those behind the position are taken out at the beginning: so each is there once, whenever the
 * app dies. Resolves when all lines are on disk; rejects with the signal's reason, the error of
 * `audio` once what came before it is on disk, or what the transcriber or the disk failed with.
 */
export async function transcribeRecording(options: RecordingTranscription): Promise<void> {
  const { recording, documents, store, transcriber, vocabulary, onProgress } = options;
  const { id, workspace, language, transcribed } = recording;
  await documents.dropLines(recording, transcribed);
  const prompt = await vocabulary.promptFor(workspace, id);

  const disk = new AbortController();
  let lines: RecordedLine[] = [];
  let writing = Promise.resolve();
  const write = (upToSample: number | null): void => {
    const batch = lines;
    lines = [];
    writing = writing.then(async () => {
      if (batch.length > 0) await documents.addLines(recording, batch);
      if (upToSample === null) return;
      store.setTranscribed(id, upToSample);
      onProgress();
    });
    writing.catch((error: unknown) => disk.abort(error));
  };
  try {
    await transcriber.transcribeFile({
      audio: options.audio,
      language,
      prompt,
      words: true,
      fromSample: transcribed,
      signal: AbortSignal.any([options.signal, disk.signal]),
      onLine: (line) => lines.push(line),
      onProgress: write,
    });
  } finally {
    if (!options.signal.aborted) write(null);
    await writing;
  }
}
