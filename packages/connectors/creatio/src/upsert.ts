import {
  type CallOptions,
  emailAddress,
  InputError,
  isConnectorError,
  type Normalize,
  type PhonePlan,
  phoneNumber,
  type UpsertPolicy,
  type UpsertResult,
  upsert,
} from '@bpmcentr/core'
import type { Draft, EntitySet } from '@bpmcentr/odata'
import type { Standard } from './generated/standard.ts'
import { isPhone, matchStore, type UpsertContext } from './matchStore.ts'

/** A row of an object: typed for the standard ones. */
export type RowOf<Name extends string> = Name extends keyof Standard['sets']
  ? Standard['sets'][Name] extends EntitySet<infer Row, infer _Key>
    ? Row
    : never
  : Readonly<Record<string, unknown>>

/** What is written: lookups as `AccountId`. */
export type UpsertRow<Name extends string> = Draft<RowOf<Name>>

export interface CreatioUpsert<Field extends string = string> extends Omit<UpsertPolicy<Field>, 'signal'> {
  /** How phone numbers of your country are written within it, so that `8 916 …` finds `+7 916 …`. */
  readonly phones?: PhonePlan | undefined
  /**
   * Also finds phone numbers that are stored with brackets and dashes: those that end in the same two digits are read and
   * compared. On large tables that is a lot of reading.
   */
  readonly anyFormat?: boolean | undefined
}

/** Finds a record by its fields and treats it as the policy says, or creates it with an id made here. */
export function upsertRow<Name extends string>(
  context: UpsertContext,
  object: Name,
  values: UpsertRow<Name>,
  policy: CreatioUpsert<keyof UpsertRow<Name> & string>,
  options: CallOptions = {},
): Promise<UpsertResult> {
  const { phones, anyFormat = false, ...rest } = policy as unknown as CreatioUpsert
  const given = values as unknown as Readonly<Record<string, unknown>>
  const normalize: Record<string, Normalize> = {}
  for (const name of Object.keys(given)) {
    const rule = rest.normalize?.[name] ?? defaultNormalize(name, phones)
    if (rule !== undefined) normalize[name] = rule
  }
  if (given.Id !== undefined && rest.onMatch !== 'create') {
    return Promise.reject(
      new InputError('values.Id: a record whose id is known is updated or created by it, not searched'),
    )
  }
  const store = matchStore(context, object, given, { phones, anyFormat, options })
  return upsert(store, given, { ...rest, normalize, signal: options.signal }).catch((error: unknown) => {
    if (isConnectorError(error) && error.operation === undefined)
      Object.assign(error, { operation: `creatio.upsert.${object}` })
    throw error
  })
}

/** By the names that columns have in Creatio. */
function defaultNormalize(name: string, phones: PhonePlan | undefined): Normalize | undefined {
  if (isPhone(name)) return phoneNumber(phones)
  return /email/i.test(name) ? emailAddress : undefined
}
