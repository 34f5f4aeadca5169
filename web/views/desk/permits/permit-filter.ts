import type { PermitType } from '#model/permit';

/** The query of a filter; what is null is not asked for. */
export function filterOf(
  type: PermitType | null,
  region: string | null,
  year: number | null,
): { type?: PermitType; region?: string; year?: string } {
  return {
    ...(type === null ? {} : { type }),
    ...(region === null ? {} : { region }),
    ...(year === null ? {} : { year: String(year) }),
  };
}
