/** Of files that systems give no type. */
const endings = /\.(wav|mp3|m4a|aac|ogg|oga|opus|flac|webm|mp4|m4v|mov|mkv|mts|ts)$/i;

/** For the `accept` of an input. */
export const mediaAccept = 'audio/*,video/*,.mkv,.m4a,.opus,.flac';

/** Whether a file can be one with speech in it, by its type or, without one, by its name. */
export function isMediaFile({ type, name }: Pick<File, 'type' | 'name'>): boolean {
  if (/^(audio|video)\//.test(type)) return true;
  return (type === '' || type === 'application/ogg') && endings.test(name);
}
