import type { AnswerOf, Contract, EndpointName, Problem, QueryOf } from '#contract';
import type { z } from 'zod';

export type ParamsOf<N extends EndpointName> = z.input<Contract[N]['params']>;

/** Why an answer did not arrive. `problem` is the only case where the server itself explains. */
export type FailureKind = 'offline' | 'timeout' | 'unreachable' | 'problem' | 'malformed';

export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly kind: FailureKind;
  readonly problem: Problem | null;
  /** When the attempt ended, in milliseconds since 1970. */
  readonly at: number;
  /** After how many seconds the server wants to be asked again; null where it did not say. */
  readonly retryAfterSeconds: number | null;
  constructor(
    kind: FailureKind,
    problem: Problem | null,
    at: number,
    { retryAfterSeconds = null, ...options }: ErrorOptions & { retryAfterSeconds?: number | null } = {},
  ) {
    super(problem ? `${kind}: ${problem.code}` : kind, options);
    this.kind = kind;
    this.problem = problem;
    this.at = at;
    this.retryAfterSeconds = retryAfterSeconds;
  }
  /** Whether the same request may succeed later: a wrong question stays wrong. */
  get canRetry(): boolean {
    return this.problem === null || this.problem.status >= 500 || this.problem.status === 429;
  }
}

/** Everything the interface asks of the outside; one implementation per edition. */
export interface Backend {
  /** The answer of an endpoint, parsed by the contract. Throws `BackendError`; an aborted request throws the signal's reason. */
  get<N extends EndpointName>(
    name: N,
    query?: QueryOf<N>,
    params?: ParamsOf<N>,
    signal?: AbortSignal,
  ): Promise<AnswerOf<N>>;
  /** The population cells in the binary form of `DEMAND_PATH`; the caller owns the buffer. */
  demand(signal?: AbortSignal): Promise<ArrayBuffer>;
  /** The road network in the binary form of `ROADS_PATH`; null where no road is loaded. */
  roads(signal?: AbortSignal): Promise<ArrayBuffer | null>;
  /** When the last answer arrived, for the offline notice; null before the first. */
  readonly lastAnswerAt: Date | null;
}
