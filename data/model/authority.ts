import { z } from 'zod';

/** Who may build and pay for a thing (kewenangan; UU 23/2014, attachment, unverified: GK). */
export const Authority = z.enum(['desa', 'kabupaten', 'provinsi', 'pusat', 'kemenag', 'swasta', 'masyarakat']);
export type Authority = z.infer<typeof Authority>;
