/** Whether a process of this machine has this pid. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ESRCH') return false;
    // It lives and belongs to another user.
    if (code === 'EPERM') return true;
    throw error;
  }
}
