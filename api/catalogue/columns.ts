import type { Dataset } from '#model/dataset';

/** Tables as downloads have them; of permits the public has another one than staff. */
export type RowsKind = Dataset['family'] | 'permit-public';
export type ColumnType = 'text' | 'number' | 'date' | 'boolean';
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

const typed =
  (type: ColumnType) =>
  (...names: string[]): Column[] =>
    names.map((name) => ({ name, type }));
const text = typed('text');
const number = typed('number');
const date = typed('date');

/** Columns of `catalogue-rows-<kind>.sql` in their order. Codes are text: their zeros count. Words: `catalogue.column.<name>`. */
const ROWS_COLUMNS: Readonly<Record<RowsKind, readonly Column[]>> = {
  facility: [
    ...text('id', 'nama', 'jenis', 'kepemilikan', 'kewenangan', 'kode_nasional', 'kode_wilayah', 'nama_wilayah'),
    ...text('ketelitian', 'alamat', 'telepon'),
    ...number('kapasitas'),
    ...text('atribut'),
  ],
  infrastructure: [
    ...text('id', 'nama', 'nomor_aset', 'jenis', 'kelas', 'kondisi', 'kewenangan', 'kode_wilayah', 'nama_wilayah'),
    ...number('panjang_m', 'panjang_terukur_m', 'luas_terukur_m2'),
    ...text('atribut'),
  ],
  project: [
    ...text('id', 'nama', 'keterangan', 'asal_usulan', 'kode_sub_kegiatan', 'bidang', 'perangkat_daerah', 'kode_aset'),
    ...number('tahun_anggaran', 'usulan_rupiah', 'rkpd_rupiah', 'pagu_rupiah', 'kontrak_rupiah', 'realisasi_rupiah'),
    ...text('sumber_dana'),
    ...number('volume'),
    ...text('satuan', 'metode', 'kode_rup', 'kode_tender', 'penyedia', 'status'),
    ...number('fisik_persen', 'keuangan_persen', 'rencana_fisik_persen'),
    ...text('status_tanah', 'kode_wilayah'),
    ...date('tanggal_pembaruan'),
  ],
  permit: [
    ...text('id', 'jenis', 'kbli', 'risiko', 'skala_usaha', 'jenis_pemohon', 'status'),
    ...date('tanggal_permohonan', 'tanggal_lengkap', 'tanggal_terbit', 'tanggal_tolak', 'berlaku_sampai'),
    ...number('sla_hari_kerja'),
    ...text('kode_wilayah', 'nama_wilayah', 'ketelitian'),
    ...number('luas_tanah_m2', 'luas_bangunan_m2', 'investasi_rupiah', 'retribusi_rupiah'),
  ],
  'permit-public': [
    ...text('id', 'jenis', 'kbli_golongan', 'risiko', 'status'),
    ...number('tahun'),
    ...text('kode_wilayah', 'nama_wilayah'),
  ],
  zone: [...text('id', 'nama', 'kelompok', 'jenis', 'kelas'), ...number('luas_terukur_m2')],
  region: [
    ...text('kode_wilayah', 'nama', 'tingkat', 'jenis', 'kode_induk', 'kode_bps'),
    ...number('luas_terukur_km2'),
  ],
  population: [
    ...text('kode_wilayah', 'nama_wilayah', 'periode'),
    ...number('jumlah_penduduk', 'laki_laki', 'perempuan', 'jumlah_keluarga'),
  ],
};
/** Made-up rows say so themselves, wherever they are copied. */
const SAMPLE: Column = { name: 'contoh', type: 'boolean' };

/** Columns of a download. */
export const columnsOf = (kind: RowsKind, isSample: boolean): readonly Column[] =>
  isSample ? [...ROWS_COLUMNS[kind], SAMPLE] : ROWS_COLUMNS[kind];

/** The table that a dataset is read from: of an open dataset everybody gets the same rows. */
export const rowsKindOf = ({ family, classification }: Pick<Dataset, 'family' | 'classification'>): RowsKind =>
  family === 'permit' && classification === 'terbuka' ? 'permit-public' : family;
