// A real OpenID Connect provider on a free port, whose people sign in without a page.
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface TestProvider {
  readonly issuer: string;
  readonly port: number;
  /** Who sits at the provider from now on; null: they say no. */
  person: { sub: string; email?: string; email_verified?: boolean } | null;
  /** Whether the keys that it shows are others than those it signs with. */
  showsOtherKeys: boolean;
  /** Follows an address of the provider as a browser, and answers the address of ours to which it leads back. */
  follow(url: string, home: string): Promise<URL>;
  close(): Promise<void>;
}

export const CLIENT = { clientId: 'jangkau-uji', clientSecret: 'rahasia-untuk-uji-yang-panjang-sekali' } as const;

export async function startProvider(callback: string): Promise<TestProvider> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [callback],
        grant_types: ['authorization_code'],
        response_types: ['code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['uji'] },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ ...(test.person ?? {}), sub: id }),
    }),
  });
  const answer = provider.callback();
  handle = (request, response) => {
    if (request.url === '/jwks' && test.showsOtherKeys) {
      const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' });
      response.setHeader('content-type', 'application/json');
      // The name under which the provider keeps its own key.
      return void response.end(
        JSON.stringify({ keys: [{ ...key, kid: 'keystore-CHANGE-ME', use: 'sig', alg: 'RS256' }] }),
      );
    }
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    void interact(request, response);
  };
  async function interact(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
    if (test.person === null)
      return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'no' });
    if (prompt.name === 'login')
      return provider.interactionFinished(request, response, { login: { accountId: test.person.sub } });
    const grant = grantId
      ? await provider.Grant.find(grantId)
      : new provider.Grant({ accountId: session!.accountId!, clientId: String(params['client_id']) });
    grant!.addOIDCScope(String(params['scope']));
    await provider.interactionFinished(request, response, { consent: { grantId: await grant!.save() } });
  }

  const test: TestProvider = {
    issuer,
    port,
    person: null,
    showsOtherKeys: false,
    async follow(url, home) {
      const cookies = new Map<string, string>();
      let next = new URL(url);
      for (let step = 0; step < 10 && next.origin !== home; step++) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const reply = await fetch(next, { redirect: 'manual', headers: { cookie } });
        for (const line of reply.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          cookies.set(name, value);
        }
        const location = reply.headers.get('location');
        if (location === null) throw new Error(`${next.href}: ${reply.status} ${await reply.text()}`);
        next = new URL(location, next);
      }
      return next;
    },
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
  return test;
}
