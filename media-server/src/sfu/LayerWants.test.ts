import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { LayerWants } from './LayerWants.ts';

let told: number[];
let wants: LayerWants;
beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  told = [];
  wants = new LayerWants();
  wants.addProducer('camera', (layer) => told.push(layer));
});

function watch(id: string, spatialLayer: number | undefined, paused = false) {
  const consumer = {
    id,
    producerId: 'camera',
    closed: false,
    paused,
    preferredLayers: spatialLayer === undefined ? undefined : { spatialLayer },
  };
  wants.addConsumer(consumer);
  return consumer;
}

const settle = () => vi.advanceTimersByTime(300);

test('what nobody watches is not wanted, after a moment', () => {
  expect(told).toEqual([]);
  expect(wants.isWanted('camera')).toBe(true);
  settle();
  expect(told).toEqual([-1]);
  expect(wants.isWanted('camera')).toBe(false);
});

test('more is told at once, less after a moment and only if it stays so', () => {
  settle();
  const big = watch('big', 2);
  watch('small', 0);
  expect(told).toEqual([-1, 2]);

  big.preferredLayers = { spatialLayer: 1 };
  wants.changed('camera');
  vi.advanceTimersByTime(299);
  expect(told).toEqual([-1, 2]);
  big.preferredLayers = { spatialLayer: 2 };
  wants.changed('camera');
  settle();
  expect(told).toEqual([-1, 2]);

  wants.removeConsumer(big);
  settle();
  expect(told).toEqual([-1, 2, 0]);
});

test('a paused consumer wants nothing; one without layers wants the only one', () => {
  const consumer = watch('one', undefined, true);
  settle();
  expect(told).toEqual([-1]);
  consumer.paused = false;
  wants.changed('camera');
  expect(told).toEqual([-1, 0]);
});

test('many changes within a moment are told as one', () => {
  const consumers = [2, 2, 1, 0].map((layer, index) => watch(String(index), layer));
  settle();
  for (const consumer of consumers.slice(0, 3)) wants.removeConsumer(consumer);
  settle();
  expect(told).toEqual([2, 0]);
});

test('a publisher that may have missed it is told again; of a closed producer nothing is', () => {
  watch('one', 1);
  settle();
  wants.tellAgain('camera');
  expect(told).toEqual([1, 1]);
  watch('two', 0);
  wants.removeProducer('camera');
  settle();
  wants.tellAgain('camera');
  expect(told).toEqual([1, 1]);
  wants.tellAgain('unknown');
});
