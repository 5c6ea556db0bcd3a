import { expect, test } from 'vitest';
import { findCalled, findNames } from './people.ts';

const people = ['Anna Lee', 'Ben Ortiz', 'Ben Smith', '김민수', '이지연', '박지연'].map((name) => ({
  id: name,
  name,
}));

test.each([
  ['Anna will do it', ['Anna Lee']],
  ['can annabel do it', []],
  ['Ben will do it', []],
  ['Ben Smith will do it', ['Ben Smith']],
  ['김민수 님이 하기로 했습니다', ['김민수']],
  ['민수 씨가 맡아 주세요', ['김민수']],
  ['민수님 부탁드려요', ['김민수']],
  ['민수가 할 거예요', ['김민수']],
  ['국민수가', []],
  ['지연 님이 해 주세요', []],
  ['박지연 팀장님께 여쭤 보고 민수 씨가', ['박지연', '김민수']],
])('%s', (sentence, found) => {
  expect(findNames(sentence, people).map(({ person }) => person.name)).toEqual(found);
});

test.each([
  ['Anna, can you send it?', 'Anna Lee'],
  ['Can you send it, Anna?', 'Anna Lee'],
  ['I asked Anna to send it', undefined],
  ['민수 님, 보내 주세요', '김민수'],
])('called: %s', (sentence, name) => {
  expect(findCalled(sentence, people)?.name).toBe(name);
});
