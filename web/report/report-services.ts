import type { RegionLevel } from '#model/region';
import type { ServiceStandard } from '#model/standard';

export type ReportLevel = Extract<RegionLevel, 'kecamatan' | 'desa'>;

/**
 * The services of a report, one rule each, in the order of the page: from school to market, the ones that a village asks
 * its district for. A rule stands here when it can be counted with facilities and is about places of this size; of several
 * rules for one service the one that knows both a ratio and a radius. The page says which rule each row follows.
 */
const SERVICES: Readonly<Record<ReportLevel, readonly string[]>> = {
  kecamatan: [
    'SNI-EDU-TK',
    'SNI-EDU-SD',
    'SNI-EDU-SMP',
    'SNI-EDU-SMA',
    'SNI-KES-POSY',
    'SNI-KES-PUSTU',
    'SNI-KES-PKM',
    'SNI-KES-RS',
    'SNI-PEM-KEC',
    'DMK-WMK',
    'SNI-DAG-PSL',
  ],
  desa: [
    'SNI-EDU-TK',
    'SNI-EDU-SD',
    'SNI-EDU-SMP',
    'SNI-EDU-SMA',
    'SNI-KES-POSY',
    'SNI-KES-PUSTU',
    'SNI-KES-PKM',
    'SNI-KES-RS',
    'SNI-PEM-KEL',
    'DMK-WMK',
    'SNI-DAG-PSL',
  ],
};

/** The rules of a report among those that the instance has. */
export function reportStandards(standards: readonly ServiceStandard[], level: ReportLevel): ServiceStandard[] {
  return SERVICES[level].flatMap((id) => standards.find((standard) => standard.id === id) ?? []);
}
