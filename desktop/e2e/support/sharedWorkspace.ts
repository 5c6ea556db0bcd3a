import { giveName, joinByLink, newPage, openPage, publishAndInvite } from './actions.ts';
import type { Gathering } from './Gathering.ts';
import type { Person } from './openWindow.ts';

type WindowOptions = Parameters<Gathering['start']>[1];

/** What others need to join somebody's workspace. */
export interface SharedWorkspace {
  readonly invitation: string;
  readonly inviter: string;
  /** Title of its one page. */
  readonly page: string;
}

/** Somebody begins a page, publishes the workspace and has the page open. */
export async function shareWorkspace(
  people: Gathering,
  name: string,
  page: string,
  options?: WindowOptions,
): Promise<{ readonly person: Person; readonly workspace: SharedWorkspace }> {
  const person = await people.start(name.toLowerCase(), options);
  await giveName(person.page, name);
  await newPage(person.page, page);
  const invitation = await publishAndInvite(person.page, emailOf(name));
  await person.page.keyboard.press('Escape');
  return { person, workspace: { invitation, inviter: name, page } };
}

/** Somebody joins by the link and opens the page. */
export async function joinWorkspace(
  people: Gathering,
  name: string,
  { invitation, inviter, page }: SharedWorkspace,
): Promise<Person> {
  const person = await people.start(name.toLowerCase());
  await giveName(person.page, name);
  await joinByLink(person.page, { invitation, inviter, email: emailOf(name) });
  await openPage(person.page, page);
  return person;
}

function emailOf(name: string): string {
  return `${name.toLowerCase()}@example.org`;
}
