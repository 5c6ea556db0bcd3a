import type { Grants } from '@confab/shared-types';
import { expect, test } from 'vitest';
import { requirePublishData, requireSource, requireSubscribe } from './grants.ts';

const grants = (given: Partial<Grants> = {}): Grants => ({
  room: 'room',
  roomJoin: true,
  ...given,
});

test('what is not said is allowed', () => {
  expect(() => requireSource(grants(), 'camera', 'video')).not.toThrow();
  expect(() => requireSubscribe(grants())).not.toThrow();
  expect(() => requirePublishData(grants())).not.toThrow();
});

test('each grant stands for its own', () => {
  expect(() => requireSource(grants({ canPublish: false }), 'camera', 'video')).toThrow('no-grant');
  expect(() => requireSubscribe(grants({ canSubscribe: false }))).toThrow('no-grant');
  expect(() => requirePublishData(grants({ canPublishData: false }))).toThrow('no-grant');
  expect(() => requireSubscribe(grants({ canPublish: false }))).not.toThrow();
});

test('sources are allowed by name, and come as their own kind of media', () => {
  const onlyMicrophone = grants({ canPublishSources: ['microphone'] });
  expect(() => requireSource(onlyMicrophone, 'microphone', 'audio')).not.toThrow();
  expect(() => requireSource(onlyMicrophone, 'camera', 'video')).toThrow('no-grant');
  expect(() => requireSource(grants(), 'microphone', 'video')).toThrow('malformed-message');
  expect(() => requireSource(grants(), 'screen_share_audio', 'video')).toThrow('malformed-message');
});
