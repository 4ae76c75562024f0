import {
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
} from 'kysely';
import { ConductorError } from '../../protocol/conductor-error.ts';
import type { SqlConnection } from './sql-database.ts';
import type { Tables } from './tables.ts';

class Connection implements DatabaseConnection {
  readonly #connection: SqlConnection;

  constructor(connection: SqlConnection) {
    this.#connection = connection;
  }

  executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
    const kind = compiled.query.kind === 'SelectQueryNode' ? 'query' : 'change';
    const { rows, changes } = this.#connection.execute(compiled.sql, compiled.parameters, kind);
    return Promise.resolve({ rows: rows as R[], numAffectedRows: BigInt(changes) });
  }

  streamQuery(): never {
    throw new ConductorError('internal', 'The store does not stream rows.');
  }
}

function refuseTransaction(): never {
  throw new ConductorError('internal', 'The store opens its transactions itself.');
}

/** Typed queries over one transaction. The connection decides which engine runs them and what is written down. */
export function kyselyOver(connection: SqlConnection): Kysely<Tables> {
  const only = new Connection(connection);
  const driver: Driver = {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(only),
    releaseConnection: () => Promise.resolve(),
    beginTransaction: refuseTransaction,
    commitTransaction: refuseTransaction,
    rollbackTransaction: refuseTransaction,
    destroy: () => Promise.resolve(),
  };
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (database) => new SqliteIntrospector(database),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}
