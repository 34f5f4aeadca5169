import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '#model/account';
import { accountContract } from '#staff-contract';
import { DESK_ENGLISH } from '../../../../web/i18n/desk/english.ts';
import { DESK_INDONESIAN } from '../../../../web/i18n/desk/indonesian.ts';
import { createFormat } from '../../../../web/i18n/format.ts';
import { createTranslate, INDONESIAN } from '../../../../web/i18n/messages.ts';
import { deskView } from '../../../../web/state/desk-address.ts';
import { AUDIT_ACTIONS } from '../../../../web/views/desk/audit/audit-actions.ts';
import { auditCsv } from '../../../../web/views/desk/audit/audit-csv.ts';
import { filtersOf, offsetOf, queryOf, withFilter, withPage } from '../../../../web/views/desk/audit/audit-filter.ts';
import { detailLines } from '../../../../web/views/desk/audit/detail-lines.ts';

const t = createTranslate({ ...INDONESIAN, ...DESK_INDONESIAN });
const format = createFormat('id', { id: 'Asia/Jakarta', label: 'WIB' });

const ENTRY: AuditEntry = {
  number: 7,
  at: '2026-11-24T07:21:00.000Z',
  account: '7b0c7a3e-0000-4000-8000-000000000001',
  accountName: 'Dewi P.',
  role: 'opd',
  agency: 'dinkes',
  action: 'dataset.published',
  dataset: 'puskesmas',
  subject: null,
  details: { version: 3, rows: 57 },
  previousHash: '0'.repeat(64),
  hash: 'a'.repeat(64),
};

describe('filters of the log in the address', () => {
  test('what the address says is asked, and the server understands it', () => {
    const view = deskView('audit', [], {
      agency: 'dinkes',
      action: 'dataset.published',
      from: '2026-11-01',
      page: '3',
    });
    expect(queryOf(view)).toEqual({
      agency: 'dinkes',
      action: 'dataset.published',
      from: '2026-11-01',
      limit: '50',
      offset: '100',
    });
    expect(accountContract.audit.query.safeParse(queryOf(view)).success).toBe(true);
  });
  test('nothing that an address can say makes the server refuse the question', () => {
    const names = fc.constantFrom('account', 'agency', 'action', 'dataset', 'from', 'until', 'page', 'other');
    const text = fc.oneof(
      fc.string({ maxLength: 80 }),
      fc.constantFrom('2026-02-30', '2026-13-01', '0', '-1', '99999999', 'DINKES'),
    );
    fc.assert(
      fc.property(
        fc.dictionary(names, text),
        (query) => accountContract.audit.query.safeParse(queryOf(deskView('audit', [], query))).success,
      ),
    );
  });
  test('a new filter starts at the first page; another page keeps the filters', () => {
    const view = deskView('audit', [], { agency: 'dinkes', page: '3' });
    expect(withFilter(view, 'action', 'session.opened').query).toEqual({ agency: 'dinkes', action: 'session.opened' });
    expect(withFilter(view, 'agency', '').query).toEqual({});
    expect(withPage(view, 2).query).toEqual({ agency: 'dinkes', page: '2' });
    expect(withPage(view, 1).query).toEqual({ agency: 'dinkes' });
  });
  test('a page that is no number is the first', () => {
    expect(offsetOf(deskView('audit', [], { page: 'satu' }))).toBe(0);
    expect(filtersOf(deskView('audit', [], { from: '2026-02-30' }))).toEqual({});
  });
});

describe('words of the log', () => {
  /** Codes that the server writes down, found in its sources. */
  const written = ['api', 'data/accounts', 'data/desk', 'data/backup', 'data/permits', 'data/projects', 'data/planning']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(`${folder}/${file}`, 'utf8')),
    )
    .filter((source) => source.includes('recordAudit'))
    .flatMap((source) => [...source.matchAll(/action: '([a-z_]+\.[a-z_]+)'/g)].map((match) => match[1]!));

  test('every action that the server writes down is in the filter', () => {
    expect(written.length).toBeGreaterThan(10);
    expect([...new Set(written)].filter((code) => !(AUDIT_ACTIONS as readonly string[]).includes(code))).toEqual([]);
  });
  test.each(AUDIT_ACTIONS)('%s has words in both languages', (code) => {
    expect(DESK_INDONESIAN).toHaveProperty([`audit.action.${code}`]);
    expect(DESK_ENGLISH).toHaveProperty([`audit.action.${code}`]);
  });
  test('details are said in words, what has no words comes as it is', () => {
    expect(
      detailLines(t, format, {
        restoredFrom: 2,
        mayPublish: { from: false, to: true },
        method: 'password',
        file: 'puskesmas-2026.csv',
        moonPhase: null,
      }),
    ).toEqual([
      { label: 'Dipulihkan dari versi', text: '2' },
      { label: 'Boleh menerbitkan sendiri', text: 'semula: tidak; menjadi: ya' },
      { label: 'Cara masuk', text: 'kata sandi' },
      { label: 'Berkas', text: 'puskesmas-2026.csv' },
      { label: 'moon phase', text: 'kosong' },
    ]);
  });
  test('any details can be shown', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (details) => {
        const lines = detailLines(t, format, details as Record<string, unknown>);
        return lines.length === Object.keys(details).length && lines.every(({ text }) => typeof text === 'string');
      }),
    );
  });
});

describe('the log as CSV', () => {
  test('a line carries its codes and hashes, so that the chain can be checked elsewhere', () => {
    expect(auditCsv([ENTRY])).toBe(
      '\uFEFFnomor,waktu,akun,nama,peran,perangkat_daerah,tindakan,kumpulan_data,objek,rincian,hash_sebelumnya,hash\r\n' +
        `7,2026-11-24T07:21:00.000Z,${ENTRY.account},Dewi P.,opd,dinkes,dataset.published,puskesmas,,"{""version"":3,""rows"":57}",${'0'.repeat(64)},${'a'.repeat(64)}\r\n`,
    );
  });
  test.each(['=1+1', '+62', '-1', '@SUM(A1)', '\tx'])('a name that begins like a formula (%s) stays text', (name) => {
    expect(auditCsv([{ ...ENTRY, accountName: name }])).toContain(`,'${name},`);
  });
});
