import type { CatalogueHead, CatalogueRecord } from './record.ts';

type Node = Record<string, unknown>;

/** Prefixes of the W3C vocabulary DCAT 3 and of what it leans on, as CKAN's harvester (ckanext-dcat) reads them. */
const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  gsp: 'http://www.opengis.net/ont/geosparql#',
  adms: 'http://www.w3.org/ns/adms#',
} as const;
const AUTHORITY = 'http://publications.europa.eu/resource/authority';
/** Months between two editions to the name of the EU frequency list that DCAT-AP asks for. */
const FREQUENCIES: Readonly<Record<number, string>> = {
  1: 'MONTHLY',
  2: 'BIMONTHLY',
  3: 'QUARTERLY',
  4: 'ANNUAL_3',
  6: 'ANNUAL_2',
  12: 'ANNUAL',
  24: 'BIENNIAL',
  36: 'TRIENNIAL',
};
const ACCESS = { terbuka: 'PUBLIC', terbatas: 'RESTRICTED', dikecualikan: 'NON_PUBLIC' } as const;
const LICENCES: readonly (readonly [pattern: RegExp, address: string])[] = [
  [/^MIT\b/i, 'https://spdx.org/licenses/MIT'],
  [/ODbL/i, 'https://opendatacommons.org/licenses/odbl/1-0/'],
  [/CC0/i, 'https://creativecommons.org/publicdomain/zero/1.0/'],
  [/CC[ -]BY[ -]4/i, 'https://creativecommons.org/licenses/by/4.0/'],
];

/** The whole catalogue as JSON-LD (DCAT 3): what a national or provincial portal harvests. */
export function dcatCatalogue(head: CatalogueHead, records: readonly CatalogueRecord[]): Node {
  return {
    '@context': CONTEXT,
    '@id': `${head.origin}/api/v1/catalogue.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:title': text(head.title),
    'dct:description': text(head.title),
    'dct:publisher': organisation(head.custodian),
    'dct:language': { '@id': `${AUTHORITY}/language/IND` },
    'foaf:homepage': { '@id': `${head.origin}/data` },
    'dcat:dataset': records.map((record) => datasetNode(head, record)),
  };
}

/** One dataset as JSON-LD (DCAT 3). */
export function dcatDataset(head: CatalogueHead, record: CatalogueRecord): Node {
  return { '@context': CONTEXT, ...datasetNode(head, record) };
}

function datasetNode({ origin, custodian, regionName }: CatalogueHead, record: CatalogueRecord): Node {
  const page = `${origin}/data/${record.id}`;
  const frequency = record.updateCycleMonths === null ? undefined : FREQUENCIES[record.updateCycleMonths];
  const published = record.publishedAt === null ? null : { '@value': record.publishedAt, '@type': 'xsd:dateTime' };
  return clean({
    '@id': page,
    '@type': 'dcat:Dataset',
    'dct:identifier': record.id,
    'dct:title': text(record.title),
    'dct:description': text(record.abstract || record.title),
    'dct:publisher': organisation(record.agencyName ?? record.producer),
    'dct:creator': organisation(record.producer),
    'dcat:contactPoint': clean({
      '@type': 'vcard:Organization',
      'vcard:fn': record.custodian ?? custodian,
      'vcard:hasNote': record.contact,
    }),
    'dcat:keyword': [record.family, record.status].map(text),
    'dct:issued': published,
    'dct:modified': published,
    'dct:temporal': record.date === null ? null : periodOf(record.date),
    'dct:accrualPeriodicity': frequency === undefined ? null : { '@id': `${AUTHORITY}/frequency/${frequency}` },
    'dct:language': { '@id': `${AUTHORITY}/language/IND` },
    'dct:license': licenceNode(record.licence),
    'dct:accessRights': { '@id': `${AUTHORITY}/access-right/${ACCESS[record.classification]}` },
    'dct:provenance': { '@type': 'dct:ProvenanceStatement', 'dct:description': text(record.lineage) },
    'dct:source': record.sourceUrl === null ? null : { '@id': record.sourceUrl },
    'dct:spatial': clean({
      '@type': 'dct:Location',
      'dct:title': record.coverage || regionName,
      'dcat:bbox': record.bbox === null ? null : { '@value': boxText(record.bbox), '@type': 'gsp:wktLiteral' },
    }),
    'dct:conformsTo': { '@id': 'http://www.opengis.net/def/crs/OGC/1.3/CRS84' },
    'dcat:version': String(record.version),
    'adms:versionNotes': record.knownFlaws.length === 0 ? null : record.knownFlaws.map(text),
    'dcat:landingPage': { '@id': page },
    'dcat:distribution': record.downloads.map(({ path, mediaType, format, byteSize }) =>
      clean({
        '@id': origin + path,
        '@type': 'dcat:Distribution',
        'dct:title': text(`${record.title} (${format})`),
        'dcat:accessURL': { '@id': page },
        'dcat:downloadURL': { '@id': origin + path },
        'dcat:mediaType': { '@id': `https://www.iana.org/assignments/media-types/${mediaType}` },
        'dct:format': format,
        'dcat:compressFormat': { '@id': 'https://www.iana.org/assignments/media-types/application/zip' },
        'dcat:byteSize': byteSize === null ? null : { '@value': String(byteSize), '@type': 'xsd:nonNegativeInteger' },
        'dct:license': licenceNode(record.licence),
      }),
    ),
  });
}

const text = (value: string): Node => ({ '@value': value, '@language': 'id' });
const organisation = (name: string): Node => ({ '@type': 'foaf:Organization', 'foaf:name': name });

function licenceNode(licence: string | null): Node | null {
  if (licence === null) return null;
  const known = LICENCES.find(([pattern]) => pattern.test(licence));
  return known ? { '@id': known[1] } : { '@type': 'dct:LicenseDocument', 'dct:title': licence };
}

/** The days that `2024`, `2024-12` or `2022-12-27` stands for. */
function periodOf(date: string): Node {
  const [year, month, day] = date.split('-');
  const last = new Date(Date.UTC(Number(year), Number(month ?? 12), 0)).getUTCDate();
  const dayNode = (value: string): Node => ({ '@value': value, '@type': 'xsd:date' });
  return {
    '@type': 'dct:PeriodOfTime',
    'dcat:startDate': dayNode(`${year}-${month ?? '01'}-${day ?? '01'}`),
    'dcat:endDate': dayNode(`${year}-${month ?? '12'}-${day ?? last}`),
  };
}

function boxText([west, south, east, north]: readonly [number, number, number, number]): string {
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return `POLYGON((${corners.map((corner) => corner.join(' ')).join(', ')}))`;
}

/** Without members that say nothing: a missing statement is not a null one in RDF. */
function clean(node: Node): Node {
  return Object.fromEntries(Object.entries(node).filter(([, value]) => value !== null && value !== undefined));
}
