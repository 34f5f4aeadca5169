import { request as playwrightRequest, type APIRequestContext, type Page } from '@playwright/test';
import type { Role } from '../../data/model/account.ts';

export interface Person {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

/** The first administrator of every server under test: made by `makeAdministrator`, known to every test. */
export const ADMINISTRATOR: Person = {
  email: 'walidata@uji.example',
  password: 'ombak tenang di muara kapal',
  name: 'Wati Lestari',
};
const PASSWORD = 'sawah hijau sesudah hujan reda';

const address = () => process.env['JANGKAU_ADDRESS'] ?? '';
const idOf = (role: string, agency: string | null) => `${role}-${agency ?? 'umum'}`;

/** Somebody of a role (and of an agency), by whom every test knows the password. */
export const personOf = (role: Role, agency: string | null = null): Person =>
  role === 'walidata' && agency === null
    ? ADMINISTRATOR
    : { email: `${idOf(role, agency)}@uji.example`, password: PASSWORD, name: `Uji ${idOf(role, agency)}` };

/** Uses the link that a first start prints. */
export async function makeAdministrator(link: string): Promise<void> {
  const { origin, pathname } = new URL(link);
  const { email, password, name } = ADMINISTRATOR;
  const response = await fetch(`${origin}/api/v1/links/${pathname.split('/').pop()}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password, name }),
  });
  if (!response.ok)
    throw new Error(`the first administrator was not made: ${response.status} ${await response.text()}`);
}

/** A request context signed in as somebody who exists, for what a test prepares over the API. Dispose of it. */
export async function apiAs(person: Person, server = address()): Promise<APIRequestContext> {
  const context = await playwrightRequest.newContext({ baseURL: server, extraHTTPHeaders: { origin: server } });
  await answerOf(
    context.post('/api/v1/session', { data: { email: person.email, password: person.password } }),
    'sign-in',
  );
  return context;
}

/** Makes somebody of a role (and of an agency) with the password of `personOf`, whether the account is new or not. */
export async function makePerson(role: Role, agency: string | null = null, server = address()): Promise<Person> {
  const person = personOf(role, agency);
  if (person === ADMINISTRATOR) return person;
  const administrator = await apiAs(ADMINISTRATOR, server);
  try {
    const { email, name, password } = person;
    const all = await answerOf<{ items: { id: string; email: string; status: string }[] }>(
      administrator.get('/api/v1/accounts'),
      'accounts',
    );
    const known = all.items.find((account) => account.email === email);
    // A new link would end the sessions that other pages of this person have.
    if (known?.status === 'active') return person;
    const { link } = await answerOf<{ link: string }>(
      known
        ? administrator.post(`/api/v1/accounts/${known.id}/link`)
        : administrator.post('/api/v1/accounts', { data: { email, name, role, agency } }),
      'invitation',
    );
    const nobody = await playwrightRequest.newContext({ baseURL: server, extraHTTPHeaders: { origin: server } });
    await answerOf(nobody.post(`/api/v1/links/${link.split('/').pop()}`, { data: { password } }), 'link');
    await nobody.dispose();
  } finally {
    await administrator.dispose();
  }
  return person;
}

/**
 * Signs a page in as somebody of a role (and of an agency), who is made when there is nobody yet. Goes over the API, so that
 * tests of other things need not pass the form.
 */
export async function signInAs(
  page: Page,
  role: Role,
  agency: string | null = null,
  server = address(),
): Promise<Person> {
  const person = await makePerson(role, agency, server);
  const { email, password } = person;
  await answerOf(
    page.request.post(`${server}/api/v1/session`, { data: { email, password }, headers: { origin: server } }),
    'sign-in',
  );
  return person;
}

async function answerOf<T>(asked: ReturnType<APIRequestContext['get']>, what: string): Promise<T> {
  const response = await asked;
  if (!response.ok()) throw new Error(`${what}: ${response.status()} ${await response.text()}`);
  return (await response.json()) as T;
}
