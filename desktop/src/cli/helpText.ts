export const helpText = `Usage:
  confab transcribe FILE… --model DIR --language CODE [--format txt|json]
  confab doctor [--data DIR]
  confab --help

transcribe  Writes what is said in recordings to standard output.
  FILE              WAV of any rate and channels; other formats need ffmpeg on PATH
  --model DIR       a Whisper model in the layout of transformers.js:
                    config.json, generation_config.json, preprocessor_config.json, tokenizer.json,
                    tokenizer_config.json, onnx/encoder_model*.onnx, onnx/decoder_model_merged*.onnx
  --language CODE   what is spoken: en, ko, … as far as the model knows it
  --format txt      one line of text for each stretch of speech; an empty line between files
  --format json     one line of JSON for each file:
                    { file, language, model, seconds, text, segments: [{ start, end, text, words }] }

doctor      Checks this machine and says what is missing and what to do about it.
  --data DIR        the folder that npm start keeps profiles in

The exit code is 1 when a file could not be read or something required is missing.
`;
