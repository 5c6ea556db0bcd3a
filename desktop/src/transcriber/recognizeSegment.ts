import { echoesPrompt, isSilence, rejectText } from './filterHallucinations.ts';
import { recognizedText } from './SpeechRecognizer.ts';
import type { Recognition, RecognizeOptions, SpeechRecognizer } from './SpeechRecognizer.ts';

export interface HeardSpeech {
  readonly text: string;
  readonly language: string;
  readonly pieces: Recognition['pieces'];
}

/** Recognizes a stretch that the voice detector cut out; null where nothing was said. */
export async function recognizeSegment(
  recognizer: SpeechRecognizer,
  samples: Float32Array,
  options: RecognizeOptions,
): Promise<HeardSpeech | null> {
  if (isSilence(samples)) return null;
  const prompt = recognizer.takesPrompt ? (options.prompt ?? '') : '';
  let heard = await recognizer.recognize(samples, { ...options, prompt });
  let text = recognizedText(heard);
  if (prompt !== '' && (rejectText({ ...heard, text }) !== null || echoesPrompt(text, prompt))) {
    // A prompt can lead the model astray; only without it does the audio speak for itself.
    heard = await recognizer.recognize(samples, { ...options, prompt: undefined });
    text = recognizedText(heard);
  }
  if (rejectText({ ...heard, text }) !== null) return null;
  return { text, language: heard.language, pieces: heard.pieces };
}
