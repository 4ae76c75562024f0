import assert from 'node:assert/strict';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

interface Answer {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

interface Document {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Answer>> }>>>
  >;
}

export interface OpenApiChecker {
  /** Fails unless the document has this answer and the body is of its schema. */
  check(
    method: string,
    path: string,
    answer: { readonly status: number; readonly mediaType: string; readonly body: unknown },
  ): void;
  /** `GET /api/conversations` and the like, of what was checked and of all there is. */
  readonly checked: ReadonlySet<string>;
  readonly all: ReadonlySet<string>;
}

/** Holds answers against an OpenAPI 3.1 document. */
export function createOpenApiChecker(document: Document): OpenApiChecker {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document, 'document');
  const checked = new Set<string>();
  const all = new Set<string>();
  const patterns = Object.entries(document.paths).map(([template, item]) => {
    for (const method of Object.keys(item)) all.add(`${method.toUpperCase()} ${template}`);
    return { template, pattern: new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`) };
  });
  const find = (path: string): string | undefined =>
    (patterns.find(({ template }) => template === path) ?? patterns.find(({ pattern }) => pattern.test(path)))
      ?.template;
  const validators = new Map<string, ValidateFunction>();
  const pointer = (...parts: string[]): string =>
    `document#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;
  return {
    checked,
    all,
    check(method, path, { status, mediaType, body }) {
      const template = find(path);
      assert.ok(template !== undefined, `${path} is not in the document`);
      const responses = document.paths[template]?.[method.toLowerCase()]?.responses ?? {};
      const key = [String(status), `${String(status)[0]}XX`].find((name) => name in responses);
      assert.ok(key !== undefined, `${method} ${template} has no answer ${status} in the document`);
      const reference = pointer(
        'paths',
        template,
        method.toLowerCase(),
        'responses',
        key,
        'content',
        mediaType,
        'schema',
      );
      const validate = validators.get(reference) ?? ajv.compile({ $ref: reference });
      validators.set(reference, validate);
      assert.ok(validate(body), `${method} ${template} ${status}: ${ajv.errorsText(validate.errors)}`);
      if (status < 400) checked.add(`${method.toUpperCase()} ${template}`);
    },
  };
}
