/** Whether the system starts the app with the person's session. */
export interface Autostart {
  read(): Promise<boolean>;
  /** Rejects when the system did not do as it was told. */
  set(on: boolean): Promise<void>;
}
