import type { Ledger, Params } from '../ledger.ts'

/** What an action answers: JSON, or text for reports as CSV or XML. Refusals are thrown. */
export type Action = (ledger: Ledger, params: Params) => object | string

export type Actions = Readonly<Record<string, Action>>
