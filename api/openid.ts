// Single sign-on by OpenID Connect: code flow with PKCE, state and nonce, all bound to the browser that began.
import * as openid from 'openid-client';
import { digestOf, looksLikeSecret, newSecret } from '../data/accounts/secrets.ts';
import { statement } from '../data/accounts/statements.ts';
import type { Queryable } from '../data/database/database.ts';

export interface OpenIdSettings {
  /** Address of the provider: `https://sso.example/realms/pemda`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** What the provider says of a person. */
export interface OpenIdPerson {
  /** Issuer and subject in one text: the same for ever. */
  readonly subject: string;
  readonly email: string | null;
  readonly isEmailVerified: boolean;
}

/** The provider did not vouch for the person: it refused, or what came back was not what was asked for. */
export class OpenIdError extends Error {
  readonly reason: 'refused' | 'failed';
  constructor(reason: OpenIdError['reason'], cause: unknown) {
    super(reason, { cause });
    this.name = 'OpenIdError';
    this.reason = reason;
  }
}

const SCOPE = 'openid email profile';
const LIFE_MILLISECONDS = 10 * 60_000;
const TIMEOUT_SECONDS = 10;
/** Without HTTPS only a provider on this machine may be asked, as in a test. */
export const isLoopback = (issuer: string): boolean => LOOPBACK.test(issuer);
const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])([:/]|$)/;

export interface OpenIdClient {
  /** Where to send the browser, and the secret of the cookie that binds the answer to it. Throws `OpenIdError`. */
  begin(
    database: Queryable,
    request: { callback: string; to: string; now: Date },
  ): Promise<{ url: URL; secret: string }>;
  /**
   * The person and where they wanted to go. `secret` is the cookie's; it counts once. Throws `OpenIdError` for a state, nonce,
   * issuer or signature that does not fit, and when the provider says no.
   */
  finish(
    database: Queryable,
    answer: { url: URL; secret: string | null; now: Date },
  ): Promise<{ person: OpenIdPerson; to: string }>;
}

/** Knows the provider as soon as somebody wants to sign in; asks it again while it does not answer. */
export function createOpenIdClient({ issuer, clientId, clientSecret }: OpenIdSettings): OpenIdClient {
  let known: Promise<openid.Configuration> | null = null;
  const provider = () => {
    known ??= openid
      .discovery(new URL(issuer), clientId, clientSecret, undefined, {
        timeout: TIMEOUT_SECONDS,
        // The library leaves the signature to TLS unless told otherwise.
        execute: [openid.enableNonRepudiationChecks, ...(isLoopback(issuer) ? [openid.allowInsecureRequests] : [])],
      })
      .catch((error: unknown) => {
        known = null;
        throw new OpenIdError('failed', error);
      });
    return known;
  };

  return {
    async begin(database, { callback, to, now }) {
      const configuration = await provider();
      const secret = newSecret();
      const verifier = openid.randomPKCECodeVerifier();
      const [state, nonce] = [openid.randomState(), openid.randomNonce()];
      const expires = new Date(now.getTime() + LIFE_MILLISECONDS);
      await database.query(statement('openid-begin'), [digestOf(secret), state, nonce, verifier, to, expires]);
      const url = openid.buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: SCOPE,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      return { url, secret };
    },

    async finish(database, { url, secret, now }) {
      const digest = secret !== null && looksLikeSecret(secret) ? digestOf(secret) : null;
      const [attempt] = await database.query<{ state: string; nonce: string; verifier: string; goes_to: string }>(
        statement('openid-finish'),
        [digest, now],
      );
      if (!attempt) throw new OpenIdError('failed', new Error('nobody began this sign-on here'));
      if (url.searchParams.get('state') === attempt.state && url.searchParams.has('error'))
        throw new OpenIdError('refused', new Error(url.searchParams.get('error') ?? ''));
      const configuration = await provider();
      const tokens = await openid
        .authorizationCodeGrant(configuration, url, {
          pkceCodeVerifier: attempt.verifier,
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        })
        .catch((error: unknown) => {
          throw new OpenIdError('failed', error);
        });
      const claims = tokens.claims();
      if (claims === undefined) throw new OpenIdError('failed', new Error('no ID token'));
      const said =
        typeof claims['email'] === 'string'
          ? claims
          : await openid.fetchUserInfo(configuration, tokens.access_token, claims.sub).catch((error: unknown) => {
              throw new OpenIdError('failed', error);
            });
      return {
        person: {
          subject: `${claims.iss}#${claims.sub}`,
          email: typeof said['email'] === 'string' ? said['email'].trim().toLowerCase() : null,
          isEmailVerified: said['email_verified'] === true,
        },
        to: attempt.goes_to,
      };
    },
  };
}
