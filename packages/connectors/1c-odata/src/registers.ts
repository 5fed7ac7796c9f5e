import type { CallOptions, Pages } from '@bpmcentr/core'
import { condition, type Filter, period } from './conditions.ts'
import type { Base } from './service.ts'
import { OnecSet } from './sets.ts'

/** What the result of a register's function is narrowed by. The result comes in one answer: 1C pages sets only. */
interface Narrowed {
  readonly select?: readonly string[] | undefined
  readonly expand?: readonly string[] | undefined
  readonly filter?: Filter<never> | undefined
  readonly orderby?: readonly string[] | undefined
  readonly top?: number | undefined
}

/** `SliceLast` and `SliceFirst`. Dates are the server's wall clock; a Date needs the option `timeZone`. */
export interface Slice extends Narrowed {
  readonly period?: string | Date | undefined
  /** Before the slice is taken; `filter` works on its result. */
  readonly condition?: Filter<never> | undefined
}

export interface BalanceAt extends Narrowed {
  readonly period?: string | Date | undefined
  readonly condition?: Filter<never> | undefined
  /** Names of dimensions to group by. Default: all. */
  readonly dimensions?: readonly string[] | undefined
}

export interface TurnoversIn extends Narrowed {
  readonly startPeriod?: string | Date | undefined
  readonly endPeriod?: string | Date | undefined
  readonly condition?: Filter<never> | undefined
  readonly dimensions?: readonly string[] | undefined
}

interface Accounts {
  readonly accountCondition?: Filter<never> | undefined
  /** Types of extra dimensions (субконто), in their order. */
  readonly extraDimensions?: readonly string[] | undefined
}

interface BalancedAccounts extends Accounts {
  readonly balancedAccountCondition?: Filter<never> | undefined
  readonly balancedExtraDimensions?: readonly string[] | undefined
}

export interface AccountBalanceAt extends BalanceAt, Accounts {}
export interface AccountTurnoversIn extends TurnoversIn, BalancedAccounts {}

export interface RecordsIn {
  readonly startPeriod?: string | Date | undefined
  readonly endPeriod?: string | Date | undefined
  readonly condition?: Filter<never> | undefined
  readonly top?: number | undefined
  readonly orderBy?: string | undefined
}

type Parameters = Readonly<Record<string, unknown>>

/** A function of a register, called by its set. */
export class Register extends OnecSet {
  /** Any function by its name and parameters, such as `Base…` of a calculation register. */
  function(name: string, parameters: Parameters = {}, narrowed: Narrowed = {}, options?: CallOptions): Pages<never> {
    const { select, expand, filter, orderby, top } = narrowed
    const query = {
      paging: 'server',
      ...(select === undefined ? {} : { select }),
      ...(expand === undefined ? {} : { expand }),
      ...(filter === undefined ? {} : { filter }),
      ...(orderby === undefined ? {} : { orderby }),
      ...(top === undefined ? {} : { top }),
    }
    const set = this.base.plain.set(this.name)
    return set.call(name, parameters, { kind: 'function', list: true, query }, options) as unknown as Pages<never>
  }

  protected condition(filter: Filter<never> | undefined): string | undefined {
    return condition(this.base, filter, this.name)
  }
}

export class InformationRegister extends Register {
  readonly #records: boolean

  /** `records`: slices are bound to the record type, as those of registers with a recorder are. */
  constructor(base: Base, name: string, records: boolean) {
    super(base, name)
    this.#records = records
  }

  sliceLast(slice: Slice = {}, options?: CallOptions): Pages<never> {
    return this.#slice('SliceLast', slice, options)
  }

  sliceFirst(slice: Slice = {}, options?: CallOptions): Pages<never> {
    return this.#slice('SliceFirst', slice, options)
  }

  #slice(name: string, slice: Slice, options: CallOptions | undefined): Pages<never> {
    const set = this.#records ? new Register(this.base, `${this.name}_RecordType`) : this
    const parameters = { Period: period(this.base, slice.period), Condition: this.condition(slice.condition) }
    return set.function(name, parameters, slice, options)
  }
}

export class AccumulationRegister extends Register {
  balance(at: BalanceAt = {}, options?: CallOptions): Pages<never> {
    return this.function('Balance', balanceParameters(this.base, at, this.condition(at.condition)), at, options)
  }

  turnovers(within: TurnoversIn = {}, options?: CallOptions): Pages<never> {
    const parameters = turnoverParameters(this.base, within, this.condition(within.condition))
    return this.function('Turnovers', parameters, within, options)
  }

  balanceAndTurnovers(within: TurnoversIn = {}, options?: CallOptions): Pages<never> {
    const parameters = turnoverParameters(this.base, within, this.condition(within.condition))
    return this.function('BalanceAndTurnovers', parameters, within, options)
  }
}

export class AccountingRegister extends Register {
  balance(at: AccountBalanceAt = {}, options?: CallOptions): Pages<never> {
    const parameters = balanceParameters(this.base, at, this.condition(at.condition))
    return this.function('Balance', { ...parameters, ...this.#accounts(at) }, at, options)
  }

  turnovers(within: AccountTurnoversIn = {}, options?: CallOptions): Pages<never> {
    return this.#turnovers('Turnovers', within, options)
  }

  balanceAndTurnovers(within: AccountTurnoversIn = {}, options?: CallOptions): Pages<never> {
    return this.#turnovers('BalanceAndTurnovers', within, options)
  }

  drCrTurnovers(within: AccountTurnoversIn = {}, options?: CallOptions): Pages<never> {
    return this.#turnovers('DrCrTurnovers', within, options)
  }

  extDimensions(narrowed: Narrowed = {}, options?: CallOptions): Pages<never> {
    return this.function('ExtDimensions', {}, narrowed, options)
  }

  /** `top` and `orderBy` are parameters of this function, not options of the query. */
  recordsWithExtDimensions(within: RecordsIn = {}, options?: CallOptions): Pages<never> {
    const parameters = {
      StartPeriod: period(this.base, within.startPeriod),
      EndPeriod: period(this.base, within.endPeriod),
      Condition: this.condition(within.condition),
      Top: within.top,
      OrderBy: within.orderBy,
    }
    return this.function('RecordsWithExtDimensions', parameters, {}, options)
  }

  #turnovers(name: string, within: AccountTurnoversIn, options: CallOptions | undefined): Pages<never> {
    const parameters = turnoverParameters(this.base, within, this.condition(within.condition))
    return this.function(name, { ...parameters, ...this.#accounts(within) }, within, options)
  }

  #accounts(given: BalancedAccounts): Parameters {
    return {
      // The fields are those of the chart of accounts, not of the register.
      AccountCondition: condition({ ...this.base, model: undefined }, given.accountCondition, this.name),
      BalancedAccountCondition: condition(
        { ...this.base, model: undefined },
        given.balancedAccountCondition,
        this.name,
      ),
      ExtraDimensions: given.extraDimensions?.join(','),
      BalancedExtraDimensions: given.balancedExtraDimensions?.join(','),
    }
  }
}

export class CalculationRegister extends Register {
  scheduledData(narrowed: Narrowed & { readonly condition?: Filter<never> } = {}, options?: CallOptions): Pages<never> {
    return this.function('ScheduledData', { Condition: this.condition(narrowed.condition) }, narrowed, options)
  }

  actualActionPeriod(
    narrowed: Narrowed & { readonly condition?: Filter<never> } = {},
    options?: CallOptions,
  ): Pages<never> {
    return this.function('ActualActionPeriod', { Condition: this.condition(narrowed.condition) }, narrowed, options)
  }
}

function balanceParameters(base: Base, at: BalanceAt, text: string | undefined): Parameters {
  return { Period: period(base, at.period), Condition: text, Dimensions: at.dimensions?.join(',') }
}

function turnoverParameters(base: Base, within: TurnoversIn, text: string | undefined): Parameters {
  return {
    StartPeriod: period(base, within.startPeriod),
    EndPeriod: period(base, within.endPeriod),
    Condition: text,
    Dimensions: within.dimensions?.join(','),
  }
}
