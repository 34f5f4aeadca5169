import { staffContract, type StaffAnswer, type StaffEndpoint, type StaffRequest } from '#staff-contract';
import { BackendError } from './backend.ts';
import { createHttp, pathOf, queryTextOf, type HttpEnvironment } from './http.ts';

/** Publishing a large dataset is one transaction that may take a minute. */
const CHANGE_PATIENCE = 12;

/** Everything that pages with an account, and the catalogue, ask of the outside. */
export interface StaffBackend {
  /** The answer of an endpoint, parsed by the contract; null where it answers nothing. Throws `BackendError`. */
  ask<N extends StaffEndpoint>(name: N, request?: StaffRequest<N>, signal?: AbortSignal): Promise<StaffAnswer<N>>;
  /** Address of an endpoint, for links that download. */
  addressOf<N extends StaffEndpoint>(name: N, request?: StaffRequest<N>): string;
}

export function createStaffBackend(environment: HttpEnvironment = {}): StaffBackend {
  const http = createHttp(environment);
  const addressOf = <N extends StaffEndpoint>(name: N, request: StaffRequest<N> = {}): string =>
    pathOf(staffContract[name].path, request.params as Record<string, unknown> | undefined) +
    queryTextOf(request.query);
  return {
    addressOf: (name, request) => http.origin + addressOf(name, request),
    ask<N extends StaffEndpoint>(
      name: N,
      request: StaffRequest<N> = {},
      signal?: AbortSignal,
    ): Promise<StaffAnswer<N>> {
      const { method, response: schema } = staffContract[name];
      return http.ask({
        path: addressOf(name, request),
        accept: 'application/json',
        method,
        json: request.body,
        signal,
        patience: method === 'GET' ? 1 : CHANGE_PATIENCE,
        read: async (response) => {
          if (response.status === 204 || schema === null) return null as StaffAnswer<N>;
          const answer = schema.safeParse(await response.json());
          if (answer.success) return answer.data as StaffAnswer<N>;
          throw new BackendError('malformed', null, http.now(), { cause: answer.error });
        },
      });
    },
  };
}
