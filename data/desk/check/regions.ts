import { distance as editDistance } from 'fastest-levenshtein';
import type { Position } from '#model/geometry';
import { normaliseName, parentOf, type RegionCode } from '#model/region';
import type { Remedy } from '#model/upload';
import type { Stated } from '../../import/importers/stated-region.ts';
import type { RegionDirectory } from '../../import/region-directory.ts';
import type { CheckContext } from './index.ts';
import type { Issues } from './issues.ts';

const MOST_CHOICES = 6;
const NOTHING: Stated = { kabupaten: null, kecamatan: null, desa: null };

/** The region a code belongs to, on each level. */
export function statedOf(code: RegionCode): Stated {
  return {
    kabupaten: code.slice(0, 5),
    kecamatan: code.length >= 8 ? code.slice(0, 8) : null,
    desa: code.length > 8 ? code : null,
  };
}

/** Offers to take one of these regions for the one stated: those of the own regency only, for what lies elsewhere is not its data. */
export const useOwnRegions = (codes: readonly RegionCode[], directory: RegionDirectory): Remedy[] =>
  codes.flatMap((code) => {
    const region = directory.get(code);
    return region?.own ? [{ kind: 'use_region' as const, region: code, name: region.name }] : [];
  });

export interface ReadRegion extends Stated {
  /** Whether the row says anything of its region, understood or not. */
  readonly isWritten: boolean;
}

/**
 * Where a row says it belongs, by code or by names within the regency: columns `region`, `kecamatan` and `desa`. What cannot be
 * understood is an issue with the choices there are; `position` is where the row lies, for the first of them.
 */
export function readRegion(
  cells: { region: string | null; kecamatan: string | null; desa: string | null },
  position: Position | null,
  context: CheckContext,
  issues: Issues,
): ReadRegion {
  const isWritten = Object.values(cells).some((cell) => cell !== null);
  if (!isWritten) return { ...NOTHING, isWritten };
  const reader = new RegionReader(position, context, issues);
  const whole = cells.region === null ? null : reader.any('region', cells.region);
  if (whole !== null && cells.kecamatan === null && cells.desa === null) return { ...whole, isWritten };
  const kecamatan =
    cells.kecamatan === null ? (whole?.kecamatan ?? null) : reader.kecamatan('kecamatan', cells.kecamatan);
  if (whole?.desa) return { ...whole, isWritten };
  if (cells.desa === null) return { ...(kecamatan === null ? (whole ?? NOTHING) : statedOf(kecamatan)), isWritten };
  // A kecamatan that was not understood is an issue already; a desa within it can only be found by luck.
  if (kecamatan === null && cells.kecamatan !== null) return { ...NOTHING, isWritten };
  return { ...reader.desa('desa', cells.desa, kecamatan), isWritten };
}

const isCode = (text: string) => /^[\d.\s-]+$/.test(text) && text.replace(/\D/g, '').length >= 4;

class RegionReader {
  private readonly position: Position | null;
  private readonly context: CheckContext;
  private readonly issues: Issues;

  constructor(position: Position | null, context: CheckContext, issues: Issues) {
    [this.position, this.context, this.issues] = [position, context, issues];
  }

  /** A cell that may hold a code or a name of any level. */
  any(field: string, text: string): Stated | null {
    if (isCode(text)) return this.code(field, text);
    const { directory, profile } = this.context;
    if (normaliseName(text) === normaliseName(profile.name)) return statedOf(profile.code);
    if (/^\s*(desa|kel(urahan)?)\b/i.test(text)) return this.desa(field, text, null);
    const kecamatan = directory.named(profile.code, text);
    if (kecamatan !== null && (!kecamatan.variant || this.desaNamed(text).length === 0)) {
      if (kecamatan.variant) this.variant(field, text, kecamatan.code);
      return statedOf(kecamatan.code);
    }
    return this.desaNamed(text).length > 0
      ? this.desa(field, text, null)
      : (this.unknown(field, text, this.near(text)), null);
  }

  kecamatan(field: string, text: string): RegionCode | null {
    const { directory, profile } = this.context;
    if (isCode(text)) return this.code(field, text)?.kecamatan ?? null;
    const found = directory.kecamatanNamed(profile.code, text);
    if (found === null) {
      this.unknown(field, text, this.near(text));
      return null;
    }
    if (found.variant) this.variant(field, text, found.code);
    return found.code;
  }

  desa(field: string, text: string, kecamatan: RegionCode | null): Stated {
    const { directory } = this.context;
    if (isCode(text)) {
      const stated = this.code(field, text);
      if (stated !== null && kecamatan !== null && stated.kecamatan !== kecamatan) {
        const remedies = useOwnRegions([stated.desa ?? stated.kecamatan ?? stated.kabupaten!, kecamatan], directory);
        this.issues.error(field, 'region_ambiguous', text, { remedies });
        return NOTHING;
      }
      return stated ?? (kecamatan === null ? NOTHING : statedOf(kecamatan));
    }
    if (kecamatan !== null) {
      const found = directory.named(kecamatan, text);
      if (found !== null) {
        if (found.variant) this.variant(field, text, found.code);
        return statedOf(found.code);
      }
      const here = this.position === null ? null : directory.at(this.position, 'desa');
      if (here !== null && parentOf(here) === kecamatan) {
        this.issues.correction(field, 'region_from_position', text, {
          details: { region: here, name: directory.get(here)!.name },
        });
        return statedOf(here);
      }
      const choices = directory.childrenOf(kecamatan).filter((code) => this.isNear(text, code));
      this.unknown(field, text, [...choices, kecamatan]);
      return NOTHING;
    }
    const choices = this.desaNamed(text);
    if (choices.length === 1) return statedOf(choices[0]!);
    const here = this.position === null ? null : directory.at(this.position, 'desa');
    if (here !== null && choices.includes(here)) return statedOf(here);
    if (choices.length === 0) this.unknown(field, text, this.near(text));
    else {
      const remedies = choices.slice(0, MOST_CHOICES).map((code) => this.withParent(code));
      this.issues.error(field, 'region_ambiguous', text, { details: { choices: choices.length }, remedies });
    }
    return NOTHING;
  }

  private code(field: string, text: string): Stated | null {
    const { directory, bpsCodes } = this.context;
    const digits = text.replace(/\D/g, '');
    const code = directory.byAnyCode(text);
    if (code !== null) return statedOf(code);
    // A code of BPS counts kecamatan otherwise: it is looked up, never taken apart.
    const crossed = bpsCodes.get(digits);
    if (crossed !== undefined) {
      this.variant(field, text, crossed);
      return statedOf(crossed);
    }
    const wanted = digits.length > 8 ? 'desa' : 'kecamatan';
    this.unknown(field, text, [], wanted);
    return null;
  }

  private variant(field: string, text: string, code: RegionCode): void {
    const name = this.context.directory.get(code)!.name;
    this.issues.note(field, 'region_name_variant', text, { details: { region: code, name } });
  }

  /** The region where the row lies comes first among the choices. */
  private unknown(
    field: string,
    text: string,
    choices: readonly RegionCode[],
    level: 'desa' | 'kecamatan' = field === 'desa' ? 'desa' : 'kecamatan',
  ): void {
    const { directory } = this.context;
    const here =
      this.position === null ? null : (directory.at(this.position, level) ?? directory.at(this.position, 'kecamatan'));
    const codes = [...new Set([...(here === null ? [] : [here]), ...choices])];
    this.issues.error(field, 'region_unknown', text, {
      details: { region: here, name: here === null ? null : directory.get(here)!.name },
      remedies: useOwnRegions(codes, directory).slice(0, MOST_CHOICES),
    });
  }

  private desaNamed(text: string): RegionCode[] {
    const { directory, profile } = this.context;
    return directory.childrenOf(profile.code).flatMap((kecamatan) => {
      const found = directory.named(kecamatan, text);
      return found !== null && !found.variant ? [found.code] : [];
    });
  }

  private near(text: string): RegionCode[] {
    const { directory, profile } = this.context;
    return directory.childrenOf(profile.code).filter((code) => this.isNear(text, code));
  }

  private isNear(text: string, code: RegionCode): boolean {
    const [wanted, name] = [normaliseName(text), normaliseName(this.context.directory.get(code)!.name)];
    return wanted !== '' && editDistance(wanted, name) <= Math.max(2, Math.floor(name.length / 3));
  }

  private withParent(code: RegionCode): Remedy {
    const { directory } = this.context;
    const parent = directory.get(parentOf(code) ?? '')?.name;
    return { kind: 'use_region', region: code, name: `${directory.get(code)!.name}${parent ? `, ${parent}` : ''}` };
  }
}
