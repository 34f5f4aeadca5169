import type { CatalogueHead, CatalogueRecord } from './record.ts';

const NAMESPACES = {
  gmd: 'http://www.isotc211.org/2005/gmd',
  gco: 'http://www.isotc211.org/2005/gco',
  xlink: 'http://www.w3.org/1999/xlink',
} as const;
const CODES = 'http://standards.iso.org/iso/19139/resources/gmxCodelists.xml';
/** ISO 19115 topic categories by our families. */
const TOPICS = {
  region: 'boundaries',
  population: 'society',
  facility: 'structure',
  infrastructure: 'transportation',
  permit: 'planningCadastre',
  project: 'planningCadastre',
  zone: 'environment',
} as const;
const RESTRICTIONS = { terbuka: 'unclassified', terbatas: 'restricted', dikecualikan: 'confidential' } as const;

/**
 * A dataset as ISO 19115:2003 in the XML of ISO 19139, with the elements that the Indonesian profile SNI 8843-1:2019 (SNI ISO
 * 19115-1) asks for: judul, abstrak, tanggal, penanggung jawab, cakupan, sistem referensi, skala, silsilah, kendala, bahasa.
 * The older XML is what catalogues (GeoNetwork, CKAN) harvest; the profile itself was not read (evidence C).
 */
export function isoMetadata(head: CatalogueHead, record: CatalogueRecord): string {
  const { origin, custodian } = head;
  const published = (record.publishedAt ?? new Date(0).toISOString()).slice(0, 10);
  const identification = element('gmd:MD_DataIdentification', [
    element('gmd:citation', [
      element('gmd:CI_Citation', [
        text('gmd:title', record.title),
        ...(record.date === null ? [] : [date(record.date, 'creation')]),
        date(published, 'publication'),
        text('gmd:edition', String(record.version)),
        element('gmd:identifier', [element('gmd:MD_Identifier', [text('gmd:code', record.id)])]),
      ]),
    ]),
    text('gmd:abstract', record.abstract),
    element('gmd:pointOfContact', [party(record.agencyName ?? record.producer, record.contact, 'originator')]),
    element('gmd:pointOfContact', [party(record.custodian ?? custodian, null, 'custodian')]),
    ...(record.updateCycleMonths === null
      ? []
      : [
          element('gmd:resourceMaintenance', [
            element('gmd:MD_MaintenanceInformation', [
              code(
                'gmd:maintenanceAndUpdateFrequency',
                'MD_MaintenanceFrequencyCode',
                frequencyOf(record.updateCycleMonths),
              ),
            ]),
          ]),
        ]),
    element('gmd:resourceConstraints', [
      element('gmd:MD_LegalConstraints', [
        code('gmd:useConstraints', 'MD_RestrictionCode', record.licence === null ? 'otherRestrictions' : 'license'),
        text('gmd:otherConstraints', record.licence ?? 'tidak dinyatakan'),
      ]),
    ]),
    element('gmd:resourceConstraints', [
      element('gmd:MD_SecurityConstraints', [
        code('gmd:classification', 'MD_ClassificationCode', RESTRICTIONS[record.classification]),
      ]),
    ]),
    ...(denominatorOf(record.scale) === null
      ? []
      : [
          element('gmd:spatialResolution', [
            element('gmd:MD_Resolution', [
              element('gmd:equivalentScale', [
                element('gmd:MD_RepresentativeFraction', [
                  element('gmd:denominator', [`<gco:Integer>${denominatorOf(record.scale)}</gco:Integer>`]),
                ]),
              ]),
            ]),
          ]),
        ]),
    language('gmd:language'),
    code('gmd:characterSet', 'MD_CharacterSetCode', 'utf8'),
    element('gmd:topicCategory', [`<gmd:MD_TopicCategoryCode>${TOPICS[record.family]}</gmd:MD_TopicCategoryCode>`]),
    element('gmd:extent', [
      element('gmd:EX_Extent', [
        text('gmd:description', record.coverage),
        ...(record.bbox === null ? [] : [boundingBox(record.bbox)]),
      ]),
    ]),
    ...(record.knownFlaws.length === 0 ? [] : [text('gmd:supplementalInformation', record.knownFlaws.join('\n'))]),
  ]);
  const body = [
    text('gmd:fileIdentifier', record.id),
    language('gmd:language'),
    code('gmd:characterSet', 'MD_CharacterSetCode', 'utf8'),
    code('gmd:hierarchyLevel', 'MD_ScopeCode', 'dataset'),
    element('gmd:contact', [party(record.custodian ?? custodian, null, 'pointOfContact')]),
    element('gmd:dateStamp', [`<gco:Date>${published}</gco:Date>`]),
    text('gmd:metadataStandardName', 'SNI ISO 19115 (profil SNI 8843-1:2019)'),
    element('gmd:referenceSystemInfo', [
      element('gmd:MD_ReferenceSystem', [
        element('gmd:referenceSystemIdentifier', [
          element('gmd:RS_Identifier', [text('gmd:code', '4326'), text('gmd:codeSpace', 'EPSG')]),
        ]),
      ]),
    ]),
    element('gmd:identificationInfo', [identification]),
    ...(record.downloads.length === 0
      ? []
      : [
          element('gmd:distributionInfo', [
            element('gmd:MD_Distribution', [
              element('gmd:transferOptions', [
                element(
                  'gmd:MD_DigitalTransferOptions',
                  record.downloads.map(({ path, format }) =>
                    element('gmd:onLine', [
                      element('gmd:CI_OnlineResource', [
                        element('gmd:linkage', [`<gmd:URL>${escaped(origin + path)}</gmd:URL>`]),
                        text('gmd:name', format),
                      ]),
                    ]),
                  ),
                ),
              ]),
            ]),
          ]),
        ]),
    element('gmd:dataQualityInfo', [
      element('gmd:DQ_DataQuality', [
        element('gmd:scope', [element('gmd:DQ_Scope', [code('gmd:level', 'MD_ScopeCode', 'dataset')])]),
        element('gmd:lineage', [
          element('gmd:LI_Lineage', [text('gmd:statement', `${record.lineage} ${record.source}`.trim())]),
        ]),
      ]),
    ]),
  ];
  const declared = Object.entries(NAMESPACES).map(([prefix, name]) => ` xmlns:${prefix}="${name}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<gmd:MD_Metadata${declared.join('')}>\n${body.join('\n')}\n</gmd:MD_Metadata>\n`;
}

const element = (name: string, children: readonly string[]): string => `<${name}>${children.join('')}</${name}>`;
const text = (name: string, value: string): string =>
  element(name, [`<gco:CharacterString>${escaped(value)}</gco:CharacterString>`]);
const code = (name: string, list: string, value: string): string =>
  element(name, [`<gmd:${list} codeList="${CODES}#${list}" codeListValue="${value}">${value}</gmd:${list}>`]);
const language = (name: string): string =>
  element(name, [
    '<gmd:LanguageCode codeList="http://www.loc.gov/standards/iso639-2/" codeListValue="ind">ind</gmd:LanguageCode>',
  ]);

function date(value: string, kind: 'creation' | 'publication'): string {
  return element('gmd:date', [
    element('gmd:CI_Date', [
      element('gmd:date', [`<gco:Date>${value}</gco:Date>`]),
      code('gmd:dateType', 'CI_DateTypeCode', kind),
    ]),
  ]);
}

function party(name: string, contact: string | null, role: string): string {
  return element('gmd:CI_ResponsibleParty', [
    text('gmd:organisationName', name),
    ...(contact === null
      ? []
      : [element('gmd:contactInfo', [element('gmd:CI_Contact', [text('gmd:contactInstructions', contact)])])]),
    code('gmd:role', 'CI_RoleCode', role),
  ]);
}

function boundingBox([west, south, east, north]: readonly [number, number, number, number]): string {
  const bound = (name: string, degrees: number) =>
    element(`gmd:${name}`, [`<gco:Decimal>${degrees.toFixed(6)}</gco:Decimal>`]);
  return element('gmd:geographicElement', [
    element('gmd:EX_GeographicBoundingBox', [
      bound('westBoundLongitude', west),
      bound('eastBoundLongitude', east),
      bound('southBoundLatitude', south),
      bound('northBoundLatitude', north),
    ]),
  ]);
}

/** `1:50.000` → 50000; null for what is no scale. */
function denominatorOf(scale: string | null): number | null {
  const match = /^1\s*:\s*([\d.]+)$/.exec(scale ?? '');
  return match === null ? null : Number(match[1]!.replaceAll('.', ''));
}

/** The entry of MD_MaintenanceFrequencyCode that is nearest to a cycle in months. */
function frequencyOf(months: number): string {
  const known: Readonly<Record<number, string>> = { 1: 'monthly', 3: 'quarterly', 6: 'biannually', 12: 'annually' };
  return known[months] ?? 'asNeeded';
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
/** XML 1.0 has no control characters but tab and line ends. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const escaped = (value: string): string =>
  value.replace(FORBIDDEN, '').replace(/[&<>"']/g, (character) => ENTITIES[character]!);
