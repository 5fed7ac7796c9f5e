export { type CreatioExtras, type CreatioOperations, creatio } from './connector.ts'
export { Batch, type BatchItem, BatchOutcome, BatchResult } from './dataService/batch.ts'
export { type Columns, Select, SelectRow } from './dataService/select.ts'
export type { Values } from './dataService/values.ts'
export { Affected, Delete, Insert, Inserted, Update } from './dataService/write.ts'
export { isEmpty, type WithNulls, withNulls } from './empty.ts'
export {
  baseType,
  type ColumnExpression,
  DATA_TYPES,
  type DataType,
  type Expression,
  type Filter,
  type FunctionExpression,
  type Macro,
  type Parameter,
} from './esq/types.ts'
export type { Value } from './esq/values.ts'
export { esq } from './esq.ts'
export type { UploadedFile, UploadFile } from './files/upload.ts'
export { ChunkSaved, DeleteFiles, DownloadedFile, FileChunk, FileStream, FilesDeleted, GetFile } from './files.ts'
export type {
  Account,
  Activity,
  Case,
  Contact,
  ContactFile,
  Lead,
  Opportunity,
  Order,
  OrderProduct,
  Product,
  Standard,
} from './generated/standard.ts'
export { standard } from './generated/standard.ts'
export { EMPTY_GUID } from './guid.ts'
export type { CreatioOData, ObjectsOf } from './odata.ts'
export type { AccessToken } from './options.ts'
export { ProcessRun, type ProcessValue, RunProcess } from './processes.ts'
export { EntitySchema, GetSchema, SchemaColumn } from './schemas.ts'
export { CallService, ServiceResult } from './services.ts'
export { GetSettings, SetSettings, SettingsSaved, SystemSetting, SystemSettings } from './systemSettings.ts'
export type { CreatioUpsert, RowOf, UpsertRow } from './upsert.ts'
export { Me } from './users.ts'
