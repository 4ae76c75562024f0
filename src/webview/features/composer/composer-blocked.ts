import { t } from '../../state/translate.ts';
import { useView } from '../shared/app-context.ts';

/** Why nothing can be sent at all, or null. */
export function useBlockedReason(): string | null {
  const readOnly = useView((state) => state.storage?.readOnly ?? null);
  if (readOnly === null) return null;
  return readOnly.message === '' ? t('Conversations cannot be saved now') : readOnly.message;
}
