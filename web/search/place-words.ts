import type { RegionKind } from '#model/region';
import type { Translate } from '../i18n/messages.ts';

interface Named {
  readonly kind: RegionKind;
  readonly name: string;
}

/** A region as people say where something is: `Desa Gebang Kulon, Kec. Gebang`; the names of kabupaten and kota say it themselves. */
export function placeWords(t: Translate, { kind, name }: Named, parent: Named | null): string {
  switch (kind) {
    case 'kabupaten':
    case 'kota':
      return name;
    case 'kecamatan':
      return t('search.in', { name });
    case 'desa':
    case 'kelurahan': {
      const own = `${t(`region.${kind}`)} ${name}`;
      return parent ? `${own}, ${placeWords(t, parent, null)}` : own;
    }
  }
}
