import type { AccessGate, AccessRequest, Principal } from '../core/ports.ts';
import type { AuditLog } from './audit-log.ts';

/** Default deny: what a role is not given here, it may not do. */
const rights: Record<Principal['role'], ReadonlySet<AccessRequest['action']>> = {
  admin: new Set(['read', 'write', 'execute', 'delete']),
  power_user: new Set(['read', 'write', 'execute', 'delete']),
  standard_user: new Set(['read', 'write', 'execute', 'delete']),
  guest: new Set(['read']),
};

/** The one place where it is decided whether somebody may do something; every decision is written to the audit log. */
export function createAccessGate(audit: AuditLog): AccessGate {
  return {
    async check(request) {
      const granted = rights[request.principal.role].has(request.action);
      const reason = granted
        ? `role ${request.principal.role}`
        : `the role ${request.principal.role} may not ${request.action}`;
      await audit.write(request, { granted, reason });
      return { granted, reason };
    },
  };
}
