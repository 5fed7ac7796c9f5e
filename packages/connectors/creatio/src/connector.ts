import { type CallOptions, defineConnector, type UpsertResult } from '@bpmcentr/core'
import { authFor, USER_AGENT } from './auth.ts'
import { dataService } from './dataService.ts'
import { advice, creatioErrors } from './errors.ts'
import { type UploadedFile, type UploadFile, uploadFile } from './files/upload.ts'
import { files, type GetFile, openFile } from './files.ts'
import { creatioLimits } from './limits.ts'
import { type CreatioOData, odataAt } from './odata.ts'
import { HELP, Options, rootOf, siteOf } from './options.ts'
import { processes } from './processes.ts'
import { schemas } from './schemas.ts'
import { services } from './services.ts'
import { systemSettings } from './systemSettings.ts'
import { type CreatioUpsert, type UpsertRow, upsertRow } from './upsert.ts'
import { users } from './users.ts'

/** Every operation, by resource. Named, so that editors show the comments of the operations themselves. */
export type CreatioOperations = {
  readonly dataService: typeof dataService
  readonly processes: typeof processes
  readonly files: typeof files
  readonly schemas: typeof schemas
  readonly systemSettings: typeof systemSettings
  readonly services: typeof services
  readonly users: typeof users
}

const operations: CreatioOperations = { dataService, processes, files, schemas, systemSettings, services, users }

/** What a client has besides the operations. */
export interface CreatioExtras extends CreatioOData {
  /** Uploads a file in parts of 512 KiB. */
  uploadFile(file: UploadFile, options?: CallOptions): Promise<UploadedFile>
  /** A file as it comes, for large ones. Read it to the end or cancel it. */
  openFile(file: GetFile, options?: CallOptions): Promise<ReadableStream<Uint8Array>>
  /**
   * Creates a record of an object unless one with the same fields exists; then skips or updates it, by field.
   *
   * @example
   * await crm.upsert('Contact', { Name: 'John Best', MobilePhone: '+380501234567', Email: 'john@best.example' }, {
   *   match: [['MobilePhone'], ['Email']],
   *   onMatch: 'update',
   *   fields: { Name: 'keep', Email: 'fillEmpty' },
   * })
   */
  upsert<Name extends string>(
    object: Name,
    values: UpsertRow<Name>,
    policy: CreatioUpsert<keyof UpsertRow<Name> & string>,
    options?: CallOptions,
  ): Promise<UpsertResult>
}

/**
 * Creatio (bpm'online): OData, DataService, business processes, files and configuration services.
 *
 * @example
 * const crm = creatio({ url: 'https://mycompany.creatio.com', clientId, clientSecret })
 * for await (const row of crm.dataService.select({ schema: 'Contact', columns: ['Name', 'Email'] })) console.log(row.Name)
 */
export const creatio = defineConnector({
  id: 'creatio',
  title: 'Creatio',
  help: HELP,
  options: Options,
  connect: (options) => ({
    baseUrl: rootOf(options),
    auth: authFor(options),
    limits: creatioLimits(),
    classify: creatioErrors,
    headers: { 'user-agent': USER_AGENT },
    // Reads of large objects take their time.
    attemptTimeout: 60_000,
    // A .svc service may say text/html over JSON; pages are told by their first character.
    contentTypes: 'any',
    isLogin: (location) => /\/Login\/|\/Login\.html$/i.test(location.pathname),
    advice,
  }),
  operations,
  extend: (client, options): CreatioExtras => {
    const odata = odataAt(client, rootOf(options))
    const context = { client: odata, scope: `${siteOf(options)} ${options.username ?? options.clientId ?? ''}` }
    return {
      ...odata,
      uploadFile: (file, call) => uploadFile(client, file, call),
      openFile: (file, call) => client.run('files.open', openFile, file, call),
      upsert: (object, values, policy, call) => upsertRow(context, object, values, policy, call),
    }
  },
  test: async (client) => {
    const { Id, Name } = await client.users.me({})
    return { label: Name, id: Id }
  },
})
