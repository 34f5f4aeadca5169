import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { RegionProfile } from '#model/region';
import { isLoopback, type OpenIdSettings } from './openid.ts';
import { loadProfile, regionFolder } from '../data/import/profile.ts';

/** A setting that cannot be used; `setting` is its name as the operator writes it. */
export class SettingError extends Error {
  readonly setting: string;
  constructor(setting: string, message: string) {
    super(message);
    this.name = 'SettingError';
    this.setting = setting;
  }
}
/** A region without a profile in `data/regions`. */
export class UnknownProfileError extends Error {
  readonly region: string;
  readonly known: readonly string[];
  constructor(region: string, known: readonly string[]) {
    super(`no profile ${region} in data/regions`);
    this.name = 'UnknownProfileError';
    this.region = region;
    this.known = known;
  }
}

const root = path.resolve(import.meta.dirname, '..');
const STANDARD_PORT = 4173;
const wholeNumber = z
  .string()
  .regex(/^\d{1,7}$/)
  .transform(Number);
const flag = z.enum(['0', '1', 'false', 'true']).transform((text) => text === '1' || text === 'true');

const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  /** Another login of that server, for requests: it may take on the roles and owns nothing. */
  JANGKAU_API_DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//)
    .optional(),
  JANGKAU_DATA: z.string().min(1).optional(),
  /** Requests per minute and address; 0 for no limit. */
  JANGKAU_REQUESTS_PER_MINUTE: wholeNumber.default(3000),
  /** Behind a proxy that sets `X-Forwarded-For`. */
  JANGKAU_TRUST_PROXY: flag.default(false),
  JANGKAU_LOG: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('warn'),
  /** Single sign-on by OpenID Connect; all three or none. */
  JANGKAU_OPENID_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  JANGKAU_OPENID_CLIENT_ID: z.string().min(1).optional(),
  JANGKAU_OPENID_CLIENT_SECRET: z.string().min(1).optional(),
  /** Hours between two backups; 0 for none by the clock. */
  JANGKAU_BACKUP_HOURS: wholeNumber.pipe(z.number().max(8760)).default(24),
  JANGKAU_BACKUP_FOLDER: z.string().min(1).optional(),
  /** Encrypts backups. */
  JANGKAU_BACKUP_PASSPHRASE: z.string().min(12).optional(),
  /** Address to listen on; all of them unless told. */
  JANGKAU_HOST: z.string().min(1).default('0.0.0.0'),
});
const Arguments = z.object({
  port: wholeNumber.pipe(z.number().max(65_535)).optional(),
  database: z.string().min(1).optional(),
  sources: z.string().min(1).optional(),
  region: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/),
  web: z.string().min(1).optional(),
  offline: z.boolean().default(false),
  reset: z.boolean().default(false),
});

export interface Settings {
  readonly port: number;
  /** Asked for by the operator: then no other will do. */
  readonly portIsFixed: boolean;
  readonly host: string;
  /** Holds the embedded database, its dumps and the download cache. */
  readonly dataFolder: string;
  /** A PostGIS server instead of it. */
  readonly databaseUrl: string | undefined;
  /** Another login of it for what is asked on somebody's behalf. */
  readonly requestsUrl: string | undefined;
  readonly sources: string | undefined;
  readonly profile: RegionProfile;
  readonly webFolder: string | null;
  readonly offline: boolean;
  readonly reset: boolean;
  readonly requestsPerMinute: number | null;
  readonly trustProxy: boolean;
  readonly backups: { readonly hours: number | null; readonly folder: string; readonly passphrase: string | null };
  /** Single sign-on; null where none is set up. */
  readonly openId: OpenIdSettings | null;
  readonly log: z.infer<typeof Environment>['JANGKAU_LOG'];
}

/** What the command line and the environment ask for. Throws `SettingError` or `UnknownProfileError`. */
export async function readSettings(
  parameters: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  standardRegion: string,
): Promise<Settings> {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      port: { type: 'string' },
      database: { type: 'string' },
      sources: { type: 'string' },
      region: { type: 'string', default: standardRegion },
      web: { type: 'string' },
      offline: { type: 'boolean' },
      reset: { type: 'boolean' },
    },
  });
  const asked = checked(Arguments, values, (name) => `--${name}`);
  // A variable that is set to nothing is not set.
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const given = checked(Environment, set, (name) => name);
  if (given.JANGKAU_API_DATABASE_URL !== undefined && given.DATABASE_URL === undefined)
    throw new SettingError('JANGKAU_API_DATABASE_URL', 'DATABASE_URL');
  const dataFolder = path.resolve(asked.database ?? path.join(root, '.jangkau', asked.region));
  return {
    port: asked.port ?? STANDARD_PORT,
    portIsFixed: asked.port !== undefined,
    host: given.JANGKAU_HOST,
    dataFolder,
    databaseUrl: given.DATABASE_URL,
    requestsUrl: given.JANGKAU_API_DATABASE_URL,
    sources: asked.sources ?? given.JANGKAU_DATA,
    profile: await findProfile(asked.region),
    webFolder: asked.web ?? null,
    offline: asked.offline,
    reset: asked.reset,
    requestsPerMinute: given.JANGKAU_REQUESTS_PER_MINUTE || null,
    trustProxy: given.JANGKAU_TRUST_PROXY,
    backups: {
      hours: given.JANGKAU_BACKUP_HOURS || null,
      folder: path.resolve(given.JANGKAU_BACKUP_FOLDER ?? path.join(dataFolder, 'backups')),
      passphrase: given.JANGKAU_BACKUP_PASSPHRASE ?? null,
    },
    openId: openIdOf(given),
    log: given.JANGKAU_LOG,
  };
}

/** Throws `SettingError` when one of the three is missing, or the provider would be asked in the clear. */
function openIdOf(given: z.infer<typeof Environment>): OpenIdSettings | null {
  const {
    JANGKAU_OPENID_ISSUER: issuer,
    JANGKAU_OPENID_CLIENT_ID: clientId,
    JANGKAU_OPENID_CLIENT_SECRET: clientSecret,
  } = given;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined) throw new SettingError('JANGKAU_OPENID_ISSUER', 'missing');
  if (clientId === undefined) throw new SettingError('JANGKAU_OPENID_CLIENT_ID', 'missing');
  if (clientSecret === undefined) throw new SettingError('JANGKAU_OPENID_CLIENT_SECRET', 'missing');
  if (!issuer.startsWith('https:') && !isLoopback(issuer)) throw new SettingError('JANGKAU_OPENID_ISSUER', 'https');
  return { issuer, clientId, clientSecret };
}

function checked<S extends z.ZodType>(schema: S, value: unknown, nameOf: (name: string) => string): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SettingError(nameOf(String(issue?.path[0] ?? '')), issue?.message ?? '');
}

/** The profile of a region, checked. Throws `UnknownProfileError` when there is none. */
async function findProfile(region: string): Promise<RegionProfile> {
  const regions = path.join(root, 'data', 'regions');
  if (!existsSync(path.join(regions, region, 'profile.json'))) {
    const known = readdirSync(regions).filter((name) => existsSync(path.join(regions, name, 'profile.json')));
    throw new UnknownProfileError(region, known);
  }
  return loadProfile(regionFolder(region));
}
