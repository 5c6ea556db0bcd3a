/** As much of a track as devices are handled by. A clone is stopped and disabled on its own. */
export class FakeTrack extends EventTarget {
  readonly label: string;
  readonly clones: FakeTrack[] = [];
  enabled = true;
  stopped = false;

  constructor(label = 'device') {
    super();
    this.label = label;
  }

  get media(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }

  clone(): FakeTrack {
    const clone = new FakeTrack(`${this.label} (copy)`);
    this.clones.push(clone);
    return clone;
  }

  stop(): void {
    this.stopped = true;
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.label };
  }

  /** The device is pulled out. */
  unplug(): void {
    this.dispatchEvent(new Event('ended'));
  }
}
