import { t } from '../../state/translate.ts';
import { setKitWords } from '../../ui/words.ts';

/** Gives the kit's own words the person's language. */
export function translateKit(): void {
  setKitWords({
    copy: t('Copy'),
    copied: t('Copied'),
    insert: t('Insert'),
    replace: t('Replace'),
    open: t('Open'),
    copyCode: t('Copy code'),
    insertCode: t('Insert at the cursor'),
    replaceCode: t('Replace the selection'),
    openCode: t('Open in a new tab'),
    code: t('Code'),
    table: t('Table'),
    image: t('Image'),
    done: t('Done'),
    toDo: t('To do'),
    remove: t('Remove {name}'),
    openFile: t('Open {name}'),
  });
}
