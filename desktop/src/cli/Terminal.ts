/** Where a command writes. */
export interface Terminal {
  /** The answer. */
  readonly write: (text: string) => void;
  /** Errors and progress. */
  readonly report: (text: string) => void;
  /** Whether someone watches what is reported. */
  readonly showsProgress: boolean;
}
