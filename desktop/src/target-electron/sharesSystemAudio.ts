/**
 * Whether Electron can capture what the machine plays: Windows, and macOS from 14.2 on.
 *
 * @param version the system's, such as `14.2.1`
 */
export function sharesSystemAudio(platform: NodeJS.Platform, version: string): boolean {
  if (platform !== 'darwin') return platform === 'win32';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 14 || (major === 14 && minor >= 2);
}
