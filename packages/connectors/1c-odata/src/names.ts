import type { EntitySet, ODataModel } from '@bpmcentr/odata'

/** Names without their prefix: of `Catalog_Товары` and `Catalog` it is `Товары`. Any name where there is no model. */
export type NameOf<M extends ODataModel, Prefix extends string> = string extends keyof M['sets']
  ? string
  : keyof M['sets'] & string extends infer Set
    ? Set extends `${Prefix}_${infer Name}`
      ? Name
      : never
    : never

type TypesOf<M extends ODataModel, Set extends string> = Set extends keyof M['sets']
  ? M['sets'][Set]
  : string extends keyof M['sets']
    ? M['sets'][keyof M['sets']]
    : never

/** Rows of an entity set of the model. */
export type RowOf<M extends ODataModel, Set extends string> =
  TypesOf<M, Set> extends EntitySet<infer Row, infer _Key> ? Row : Record<string, unknown>

/** Keys of an entity set of the model. */
export type KeyOf<M extends ODataModel, Set extends string> =
  TypesOf<M, Set> extends EntitySet<infer _Row, infer Key> ? Key : unknown

/** What kinds of objects 1C publishes: the prefixes of their sets. */
export type Prefix =
  | 'Catalog'
  | 'Document'
  | 'DocumentJournal'
  | 'Constant'
  | 'ExchangePlan'
  | 'ChartOfAccounts'
  | 'ChartOfCalculationTypes'
  | 'ChartOfCharacteristicTypes'
  | 'InformationRegister'
  | 'AccumulationRegister'
  | 'AccountingRegister'
  | 'CalculationRegister'
  | 'BusinessProcess'
  | 'Task'

const BY_REF = /^(?:Catalog|Document|ExchangePlan|ChartOf[A-Za-z]+|BusinessProcess|Task)_/

/** Key of a set where no model tells. Registers have keys of their own, which only `$metadata` knows. */
export function keysOf(set: string): readonly string[] | undefined {
  return BY_REF.test(set) ? ['Ref_Key'] : undefined
}
