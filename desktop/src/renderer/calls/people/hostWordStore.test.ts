import { describe, expect, it } from 'vitest';
import { FakeCall } from '../controls/testing/FakeCall.ts';
import { createHostWordStore } from './hostWordStore.ts';

describe('hostWordStore', () => {
  it('keeps the last request until it is answered', () => {
    const call = new FakeCall();
    const words = createHostWordStore(call);
    words.follow();
    call.say({ type: 'unmute-asked', source: 'microphone', by: 'anna' });
    call.say({ type: 'unmute-asked', source: 'microphone', by: 'bob' });
    expect(words.getState().request).toMatchObject({ by: 'bob' });
    words.dismiss();
    expect(words.getState().request).toBeNull();
  });

  it('forgets a request that a host took back by muting', () => {
    const call = new FakeCall();
    const words = createHostWordStore(call);
    const stop = words.follow();
    call.say({ type: 'unmute-asked', source: 'microphone', by: 'anna' });
    call.say({ type: 'muted', source: 'camera', by: 'anna' });
    expect(words.getState().request).not.toBeNull();
    call.say({ type: 'muted', source: 'microphone', by: 'anna' });
    expect(words.getState().request).toBeNull();
    stop();
    call.say({ type: 'unmute-asked', source: 'microphone', by: 'anna' });
    expect(words.getState().request).toBeNull();
  });
});
