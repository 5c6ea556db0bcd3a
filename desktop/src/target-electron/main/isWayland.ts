/** Whether this is a Wayland session: programs place no windows there, and a portal shares screens. */
export function isWayland({ platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>): boolean {
  return platform === 'linux' && env['XDG_SESSION_TYPE'] === 'wayland';
}
