import type { CatalogueItem } from '../contract/catalogue.ts';
import type { Column } from './columns.ts';
import words from './words.json' with { type: 'json' };

export interface DownloadFacts {
  readonly item: CatalogueItem;
  readonly columns: readonly Column[];
  /** Rows in the file. */
  readonly rows: number;
  /** Entries of the dataset whose row is in another dataset. */
  readonly knownElsewhere: number;
  /** Address of its page. */
  readonly page: string;
  /** Name of the file beside which the metadata stand. */
  readonly file: string;
}

/** How to name a dataset as a source: producer, year, title, version, address. */
export function citationOf({ item, page }: Pick<DownloadFacts, 'item' | 'page'>): string {
  const values: Readonly<Record<string, string>> = {
    producer: item.agencyName ?? item.producer,
    year: (item.date ?? item.publishedAt ?? '').slice(0, 4) || words.none,
    title: item.title,
    version: String(item.version),
    address: page,
  };
  return words.citation.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** What a program reads beside a download. */
export function metadataJson(facts: DownloadFacts): string {
  const { item, columns, rows, knownElsewhere, page, file } = facts;
  const { downloads: _downloads, records: _records, rejections, corrections, ...described } = item;
  const metadata = {
    file,
    ...described,
    sample: item.status === 'contoh',
    rows,
    knownElsewhere,
    rowsRejected: rejections,
    rowsCorrected: corrections,
    crs: 'EPSG:4326',
    columns,
    page,
    citation: citationOf(facts),
  };
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

/** What a person reads beside a download, in Indonesian; lines end as every editor takes them. */
export function metadataText(facts: DownloadFacts): string {
  const { item, columns, rows, knownElsewhere, page } = facts;
  const { fields, none } = words;
  const entries: readonly (readonly [label: string, value: string | number | null])[] = [
    [fields.title, item.title],
    [fields.abstract, item.abstract],
    [fields.version, item.version],
    [fields.records, rows],
    ...(knownElsewhere > 0 ? [[fields.knownElsewhere, knownElsewhere] as const] : []),
    [fields.status, item.status],
    [fields.agency, item.agencyName],
    [fields.producer, item.producer],
    [fields.custodian, item.custodian],
    [fields.source, item.source],
    [fields.sourceUrl, item.sourceUrl],
    [fields.date, item.date],
    [fields.publishedAt, item.publishedAt],
    [fields.cycle, item.updateCycleMonths === null ? null : `${item.updateCycleMonths} ${words.unit}`],
    [fields.dueOn, item.dueOn],
    [fields.scale, item.scale],
    [fields.crs, words.crs],
    [fields.coverage, item.coverage],
    [fields.lineage, item.lineage],
    [fields.licence, item.licence],
    [fields.contact, item.contact],
    [fields.classification, item.classification],
    [fields.page, page],
    [fields.citation, citationOf(facts)],
  ];
  const flaws = item.knownFlaws.length > 0 ? item.knownFlaws : [words.noFlaws];
  return [
    words.heading,
    ...(item.status === 'contoh' ? ['', words.sample] : []),
    '',
    ...entries.map(([label, value]) => `${label}: ${value === null || value === '' ? none : value}`),
    '',
    `${words.flaws}:`,
    ...flaws.map((flaw) => `- ${flaw}`),
    '',
    `${words.columns}:`,
    ...columns.map(({ name, type }) => `- ${name} (${words.types[type]})`),
    '',
    words.hint,
    '',
  ].join('\r\n');
}
