import { z } from 'zod';

/** Stable codes of what can go wrong; the interface has the sentences. Adding a code is a minor change. */
export const ProblemCode = z.enum([
  'bad_request',
  'invalid_parameter',
  'unknown_region',
  'unknown_standard',
  'unknown_dataset',
  'unknown_project',
  'no_roads',
  'unknown_tileset',
  'unknown_tile_version',
  'tile_out_of_range',
  'not_found',
  'method_not_allowed',
  'not_acceptable',
  'payload_too_large',
  'uri_too_long',
  'too_many_requests',
  'sign_in_required',
  'sign_in_failed',
  'forbidden',
  /** A change that did not come from a page of ours. */
  'forged_request',
  'unknown_link',
  'unknown_account',
  'unknown_upload',
  'unknown_version',
  'unknown_feature',
  'unknown_item',
  'conflict',
  /** A status that may not follow; `parameters` name those that may. */
  'illegal_transition',
  /** Somebody else changed it meanwhile; nothing was written. */
  'edit_conflict',
  /** `parameters` name what is missing. */
  'not_publishable',
  /** Something is at work on it. */
  'busy',
  'unsupported_media_type',
  /** `parameters` carry the `FileRefusal`. */
  'file_refused',
  /** `parameters` carry field and `RowReason`. */
  'row_refused',
  'weak_password',
  'disk_full',
  'not_ready',
  /** The database does not answer at the moment; it is asked again with the next request. */
  'database_unavailable',
  'deadline_exceeded',
  'internal_error',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** RFC 9457 problem details. `title` repeats the code for machines that need one; no sentences. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int().min(400).max(599),
  code: ProblemCode,
  /** Which parameter was wrong and how, by code. */
  parameters: z.array(z.object({ name: z.string(), reason: z.string() })).optional(),
  requestId: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;
