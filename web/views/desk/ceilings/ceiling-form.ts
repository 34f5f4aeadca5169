import { PlanningField, type AreaCeiling } from '#model/planning';

/** What is typed, as text. Shares are percent. */
export interface CeilingDraft {
  rupiah: string;
  shares: Record<PlanningField, string>;
  source: string;
}
export type CeilingFault = 'rupiah' | 'share' | 'sum' | 'source';

const LEAST_SOURCE = 3;

/** A draft of what stands for a kecamatan now. `decimalComma`: how the reader writes decimals. */
export function ceilingDraft({ ceilingRupiah, shares, source }: AreaCeiling, decimalComma: boolean): CeilingDraft {
  const percent = (share: number): string => {
    const text = String(Math.round(share * 1e4) / 100);
    return decimalComma ? text.replace('.', ',') : text;
  };
  return {
    rupiah: ceilingRupiah === null ? '' : String(ceilingRupiah),
    shares: {
      infrastructure: percent(shares.infrastructure),
      economy: percent(shares.economy),
      social: percent(shares.social),
    },
    source: source ?? '',
  };
}

/** Whole rupiah of what was typed, with or without points between thousands and "Rp"; null where it is no such number. */
export function typedRupiah(text: string): number | null {
  const bare = text.trim().replace(/^Rp\s*/i, '');
  if (!/^\d{1,3}([.\s]\d{3})+$/.test(bare) && !/^\d+$/.test(bare)) return null;
  const rupiah = Number(bare.replace(/[.\s]/g, ''));
  return Number.isSafeInteger(rupiah) && rupiah > 0 ? rupiah : null;
}

/** Hundredths of a percent of what was typed, 0 to 10,000; null where it is no such number. */
export function typedHundredths(text: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return null;
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return hundredths <= 10_000 ? hundredths : null;
}

/** The sum of the shares in percent; null while one of them is no number. */
export function shareSum({ shares }: CeilingDraft): number | null {
  let sum = 0;
  for (const field of PlanningField.options) {
    const one = typedHundredths(shares[field]);
    if (one === null) return null;
    sum += one;
  }
  return sum / 100;
}

/** What of a draft cannot be sent, in the order of the form. */
export function ceilingFaults(draft: CeilingDraft): readonly CeilingFault[] {
  const sum = shareSum(draft);
  return [
    ...(typedRupiah(draft.rupiah) === null ? (['rupiah'] as const) : []),
    ...(sum === null ? (['share'] as const) : sum === 100 ? [] : (['sum'] as const)),
    ...(draft.source.trim().length < LEAST_SOURCE ? (['source'] as const) : []),
  ];
}

/** The body of the request for a draft without faults. */
export function statedCeiling({ rupiah, shares, source }: CeilingDraft, revision: number) {
  const share = (field: PlanningField): number => typedHundredths(shares[field])! / 10_000;
  return {
    ceilingRupiah: typedRupiah(rupiah)!,
    shares: { infrastructure: share('infrastructure'), economy: share('economy'), social: share('social') },
    source: source.trim(),
    revision,
  };
}
