import { expect, test } from 'vitest';
import { endpointHost } from './endpointHost.ts';

test.each([
  ['http://localhost:11434/v1', 'localhost', true],
  ['http://127.0.0.1:8080', '127.0.0.1', true],
  ['http://[::1]:8080/v1', '[::1]', true],
  ['http://models.localhost/v1', 'models.localhost', true],
  ['https://api.example.com/v1', 'api.example.com', false],
  ['http://192.168.0.7:11434/v1', '192.168.0.7', false],
  ['https://localhost.example.com/v1', 'localhost.example.com', false],
  ['https://127.0.0.1.example.com/v1', '127.0.0.1.example.com', false],
])('%s leads to %s, this machine: %s', (url, host, here) => {
  expect(endpointHost(url)).toEqual({ host, here });
});

test('what is no address leads nowhere', () => {
  expect(endpointHost('')).toBeNull();
  expect(endpointHost('localhost')).toBeNull();
});
