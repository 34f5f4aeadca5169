/** What the log writes down, in the order of the filter. A code that is not here is shown as it came. */
export const AUDIT_ACTIONS = [
  'session.opened',
  'session.refused',
  'session.closed',
  'session.closed_everywhere',
  'account.invited',
  'account.changed',
  'account.disabled',
  'account.enabled',
  'account.link_made',
  'account.password_set',
  'account.password_changed',
  'administrator.link_made',
  'administrator.created',
  'agency.changed',
] as const;
