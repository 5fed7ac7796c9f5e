export { digits, emailAddress, looseText, type PhonePlan, phoneNumber, plainText } from './normalize.ts'
export type {
  FieldRule,
  MatchField,
  Normalize,
  UpsertPolicy,
  UpsertResult,
  UpsertStore,
  UpsertValues,
} from './types.ts'
export { upsert } from './upsert.ts'
