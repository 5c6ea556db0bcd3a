export const helpText = `Usage:
  confab transcribe FILE… --model DIR --language CODE [--format FORMAT] [--output FOLDER]
  confab import PATH… [--workspace NAME] [--from KIND] [--profile NAME] [--data DIR]
  confab export [--workspace NAME] [--page TITLE] [--format FORMAT] [--output FILE]
  confab backup [--output FILE] [--profile NAME] [--data DIR]
  confab restore FILE [--profile NAME] [--data DIR]
  confab models [download NAME | import PATH | remove NAME] [--profile NAME] [--data DIR]
  confab doctor [--data DIR]
  confab --help

transcribe  Writes what is said in recordings to standard output.
  FILE              WAV of any rate and channels; other formats need ffmpeg on PATH;
                    - is what is piped in
  --model DIR       a Whisper model in the layout of transformers.js:
                    config.json, generation_config.json, preprocessor_config.json, tokenizer.json,
                    tokenizer_config.json, onnx/encoder_model*.onnx, onnx/decoder_model_merged*.onnx
  --language CODE   what is spoken: en, ko, … as far as the model knows it; auto finds it out for
                    each stretch of speech, en,ko among these
  --format FORMAT   txt   one line of text for each stretch of speech; an empty line between files
                    json  one line of JSON for each file: { file, language, model, seconds, text,
                          segments: [{ start, end, text, words }] }, times in seconds;
                          with auto each segment has its language
                    md, srt, vtt, docx
  --output FOLDER   one file there for each recording; standard output without it

import      Makes pages of Markdown, HTML and text files, folders and ZIP archives.
  --from KIND       auto, markdown, html, notion or obsidian; auto looks at the files
  --parent TITLE    the page to put them below
export      Writes pages and their attachments as one ZIP archive.
  --page TITLE      this page and what is below it, by title or id; all pages without it
  --format FORMAT   markdown, html or backup
  --output FILE     where to; a new file in this folder without it
backup      Writes everything in the profile as one archive that restore reads.
  --output FILE     where to; the profile's own folder of backups without it
restore     Brings back what a backup holds, as new workspaces beside what is there.

models      Lists the speech models there are and that can be had, with their sizes.
  download NAME     from the model hub, or the mirror set in the app; one that stopped is gone on with
  import PATH       a model's folder, or a ZIP archive with it
  remove NAME       deletes it from this machine

  These five open a profile that the app does not have open:
  --profile NAME    whose: "default" without it
  --data DIR        the folder that npm start keeps profiles in
  --workspace NAME  by name or id; not needed where there is only one
  Control-C stops them; nothing is left half done.

doctor      Checks this machine and says what is missing and what to do about it.
  --data DIR        the folder that npm start keeps profiles in

The exit code is 1 when a file could not be read or something required is missing, and 130 after
Control-C.
`;
