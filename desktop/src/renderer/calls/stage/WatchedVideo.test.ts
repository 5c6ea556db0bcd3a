import { beforeEach, describe, expect, it } from 'vitest';
import type { Look } from './WatchedVideo.ts';
import { WatchedVideo } from './WatchedVideo.ts';

const anna = { session: 'anna', source: 'camera' } as const;
const ben = { session: 'ben', source: 'camera' } as const;
const screen = { session: 'ben', source: 'screen_share' } as const;

let said: string[] = [];
let watched: WatchedVideo;

beforeEach(() => {
  said = [];
  watched = new WatchedVideo({
    setVisible: (session, source, visible) =>
      void said.push(`${session}/${source} ${visible ? 'visible' : 'hidden'}`),
    setPreferredLayers: (session, source, layer) =>
      void said.push(`${session}/${source} layer ${String(layer)}`),
    setPriority: (session, source, priority) =>
      void said.push(`${session}/${source} priority ${String(priority)}`),
  });
});

function looks(all: Readonly<Record<string, Look>>): Map<string, Look> {
  return new Map(Object.entries(all));
}

const small = { width: 160, main: false };
const large = { width: 1280, main: true };

describe('WatchedVideo', () => {
  it('does not receive what nobody draws', () => {
    watched.setTiles([anna, ben]);
    said = [];
    watched.setLooks('window', looks({ 'anna/camera': small }));
    expect(said).toEqual(['anna/camera layer 0', 'anna/camera priority 60', 'anna/camera visible']);
    said = [];
    watched.setLooks('window', looks({ 'ben/camera': large }));
    expect(said).toEqual([
      'anna/camera hidden',
      'ben/camera layer 2',
      'ben/camera priority 200',
      'ben/camera visible',
    ]);
  });

  it('asks for the layer that a width is worth', () => {
    watched.setTiles([anna]);
    const layers = [200, 500, 900].map((width) => {
      said = [];
      watched.setLooks('window', looks({ 'anna/camera': { width, main: false } }));
      return said[0];
    });
    expect(layers).toEqual(['anna/camera layer 0', 'anna/camera layer 1', 'anna/camera layer 2']);
  });

  it('says nothing twice', () => {
    watched.setTiles([anna]);
    watched.setLooks('window', looks({ 'anna/camera': small }));
    said = [];
    watched.setLooks('window', looks({ 'anna/camera': { width: 170, main: false } }));
    watched.setTiles([anna]);
    expect(said).toEqual([]);
  });

  it('receives nothing for a hidden window, but what the small one draws', () => {
    watched.setTiles([anna, screen]);
    const both = looks({ 'anna/camera': small, 'ben/screen_share': large });
    watched.setLooks('window', both);
    said = [];
    watched.setShown('window', false);
    expect(said).toEqual(['anna/camera hidden', 'ben/screen_share hidden']);
    said = [];
    watched.setLooks('mini', looks({ 'ben/screen_share': { width: 320, main: true } }));
    expect(said).toEqual(['ben/screen_share priority 200', 'ben/screen_share visible']);
    said = [];
    watched.setShown('window', true);
    expect(said).toContain('anna/camera visible');
  });

  it('takes the larger of two places', () => {
    watched.setTiles([anna]);
    watched.setLooks('window', looks({ 'anna/camera': small }));
    watched.setLooks('mini', looks({ 'anna/camera': large }));
    said = [];
    watched.setLooks('mini', new Map());
    expect(said).toEqual(['anna/camera layer 0', 'anna/camera priority 60', 'anna/camera visible']);
  });

  it('tells a picture that came, went and came again anew', () => {
    watched.setLooks('window', looks({ 'anna/camera': small }));
    watched.setTiles([anna]);
    watched.setTiles([]);
    said = [];
    watched.setTiles([anna]);
    expect(said).toContain('anna/camera visible');
  });
});
