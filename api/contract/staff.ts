import type { z } from 'zod';
import { accountContract } from './accounts.ts';
import { catalogueContract } from './catalogue.ts';
import { deskContract } from './desk.ts';
import { contract } from './index.ts';
import { operationsContract } from './operations.ts';
import { permitContract } from './permits.ts';
import { sitingContract } from './siting.ts';
import { projectContract } from './projects.ts';
import { planningContract } from './planning.ts';
import { overlapContract } from './overlaps.ts';
import { qualityContract } from './quality.ts';
import { registerContract } from './registers.ts';

export * from './accounts.ts';
export * from './catalogue.ts';
export * from './desk.ts';
export * from './operations.ts';
export * from './permits.ts';
export * from './siting.ts';
export * from './projects.ts';
export * from './planning.ts';
export * from './overlaps.ts';
export * from './quality.ts';
export * from './registers.ts';

/** What the data desk, accounts and catalogue ask; the pages that use it load it. */
export const staffContract = {
  ...accountContract,
  ...deskContract,
  ...catalogueContract,
  ...permitContract,
  ...qualityContract,
  ...registerContract,
  ...operationsContract,
  ...sitingContract,
  ...projectContract,
  ...planningContract,
  ...overlapContract,
} as const;

/** Every endpoint of the server. */
export const everyEndpoint = { ...contract, ...staffContract } as const;

export type StaffContract = typeof staffContract;
export type StaffEndpoint = keyof StaffContract;
type Part<N extends StaffEndpoint, K extends 'query' | 'params' | 'body'> = z.input<NonNullable<StaffContract[N][K]>>;
/** What a client gives for an endpoint; parts that are empty may be left out. */
export interface StaffRequest<N extends StaffEndpoint> {
  readonly query?: Part<N, 'query'>;
  readonly params?: Part<N, 'params'>;
  readonly body?: Part<N, 'body'>;
}
/** Null for an endpoint that answers nothing. */
export type StaffAnswer<N extends StaffEndpoint> = z.output<NonNullable<StaffContract[N]['response']>>;
