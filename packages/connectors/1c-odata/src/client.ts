import { type BatchSlot, type CallOptions, type ClientBase, ConfigError, inParallel } from '@bpmcentr/core'
import type { AnyModel, AnyRow, ODataClient, ODataDescriptor, ODataModel, TypedDescriptor } from '@bpmcentr/odata'
import { type Changes, type ChangesOptions, changes, confirmChanges, type Packet } from './changes.ts'
import { type DereferenceOptions, dereference } from './dereference.ts'
import type { KeyOf, NameOf, Prefix, RowOf } from './names.ts'
import { BusinessProcessSet, Constant, DocumentSet, ObjectSet, TaskSet } from './objects.ts'
import type { Options } from './options.ts'
import { AccountingRegister, AccumulationRegister, CalculationRegister, InformationRegister } from './registers.ts'
import { type Base, baseOf } from './service.ts'
import { OnecSet } from './sets.ts'
import type {
  AccountingRegisterClient,
  AccumulationRegisterClient,
  BusinessProcessClient,
  CalculationRegisterClient,
  ConstantClient,
  DocumentClient,
  InformationRegisterClient,
  ObjectClient,
  ReadSet,
  TaskClient,
} from './types.ts'

type Names<M extends ODataModel, P extends Prefix> = NameOf<M, P>

/** One infobase, by the kinds of its objects. Names are those of the configuration, without the prefix. */
export interface Infobase<M extends ODataModel = AnyModel> {
  /** The OData client underneath: any set by its full name. */
  readonly odata: ODataClient<M, '3.0'>
  catalog<N extends Names<M, 'Catalog'>>(name: N): ObjectClient<M, `Catalog_${N}`>
  document<N extends Names<M, 'Document'>>(name: N): DocumentClient<M, `Document_${N}`>
  /** List only. Give `orderby`: a journal has no key to order its pages by. */
  journal<N extends Names<M, 'DocumentJournal'>>(
    name: N,
  ): Pick<ReadSet<RowOf<M, `DocumentJournal_${N}`>, never>, 'list' | 'count' | 'scan'>
  constant<N extends Names<M, 'Constant'>>(name: N): ConstantClient<RowOf<M, `Constant_${N}`>>
  exchangePlan<N extends Names<M, 'ExchangePlan'>>(name: N): ObjectClient<M, `ExchangePlan_${N}`>
  chartOfAccounts<N extends Names<M, 'ChartOfAccounts'>>(name: N): ObjectClient<M, `ChartOfAccounts_${N}`>
  chartOfCalculationTypes<N extends Names<M, 'ChartOfCalculationTypes'>>(
    name: N,
  ): ObjectClient<M, `ChartOfCalculationTypes_${N}`>
  chartOfCharacteristicTypes<N extends Names<M, 'ChartOfCharacteristicTypes'>>(
    name: N,
  ): ObjectClient<M, `ChartOfCharacteristicTypes_${N}`>
  /** `recorder: true` for registers that documents write: their slices are those of the record type. */
  informationRegister<N extends Names<M, 'InformationRegister'>, const R extends boolean = false>(
    name: N,
    kind?: { readonly recorder?: R },
  ): InformationRegisterClient<
    RowOf<M, `InformationRegister_${N}`>,
    KeyOf<M, `InformationRegister_${N}`>,
    RowOf<M, R extends true ? `InformationRegister_${N}_RecordType` : `InformationRegister_${N}`>
  >
  accumulationRegister<N extends Names<M, 'AccumulationRegister'>>(
    name: N,
  ): AccumulationRegisterClient<
    RowOf<M, `AccumulationRegister_${N}`>,
    KeyOf<M, `AccumulationRegister_${N}`>,
    RowOf<M, `AccumulationRegister_${N}_RecordType`>
  >
  accountingRegister<N extends Names<M, 'AccountingRegister'>>(
    name: N,
  ): AccountingRegisterClient<
    RowOf<M, `AccountingRegister_${N}`>,
    KeyOf<M, `AccountingRegister_${N}`>,
    RowOf<M, `AccountingRegister_${N}_RecordType`>
  >
  calculationRegister<N extends Names<M, 'CalculationRegister'>>(
    name: N,
  ): CalculationRegisterClient<
    RowOf<M, `CalculationRegister_${N}`>,
    KeyOf<M, `CalculationRegister_${N}`>,
    RowOf<M, `CalculationRegister_${N}_RecordType`>
  >
  businessProcess<N extends Names<M, 'BusinessProcess'>>(name: N): BusinessProcessClient<M, `BusinessProcess_${N}`>
  task<N extends Names<M, 'Task'>>(name: N): TaskClient<M, `Task_${N}`>
  /** Names of everything that is published. Empty where the composition of the interface was never set. */
  sets(options?: CallOptions): Promise<readonly string[]>
  /** The rows that references of other rows lead to, by reference; read in chunks, each once. */
  dereference<Set extends keyof M['sets'] & string>(
    rows: Iterable<object>,
    property: string,
    set: Set,
    how?: DereferenceOptions<RowOf<M, Set>>,
    options?: CallOptions,
  ): Promise<Map<string, RowOf<M, Set>>>
  /** What has changed for a node of an exchange plan. Confirmed only when the loop has come to its end. */
  changes(packet: ChangesOptions, options?: CallOptions): Changes
  /** `NotifyChangesReceived` for a packet that was read before. */
  confirmChanges(packet: Packet & { readonly messageNo: number | string }, options?: CallOptions): Promise<void>
  /**
   * Does something with each item, as many at once as `concurrency` of the client says, and tells of each what became of
   * it, in the order in which they are done. 1C has no `$batch`: this is its place.
   */
  writeMany<I, T>(
    items: Iterable<I> | AsyncIterable<I>,
    work: (item: I, index: number) => Promise<T>,
    how?: { readonly concurrency?: number; readonly signal?: AbortSignal },
  ): AsyncGenerator<BatchSlot<I, T>, void, undefined>
}

export function infobase(base: Base): Infobase {
  const object = (prefix: Prefix) => (name: string) => new ObjectSet(base, `${prefix}_${name}`)
  const made = {
    odata: base.odata,
    catalog: object('Catalog'),
    document: (name: string) => new DocumentSet(base, `Document_${name}`),
    journal: (name: string) => new OnecSet(base, `DocumentJournal_${name}`),
    constant: (name: string) => new Constant(base, `Constant_${name}`),
    exchangePlan: object('ExchangePlan'),
    chartOfAccounts: object('ChartOfAccounts'),
    chartOfCalculationTypes: object('ChartOfCalculationTypes'),
    chartOfCharacteristicTypes: object('ChartOfCharacteristicTypes'),
    informationRegister: (name: string, { recorder = false } = {}) =>
      new InformationRegister(base, `InformationRegister_${name}`, recorder),
    accumulationRegister: (name: string) => new AccumulationRegister(base, `AccumulationRegister_${name}`),
    accountingRegister: (name: string) => new AccountingRegister(base, `AccountingRegister_${name}`),
    calculationRegister: (name: string) => new CalculationRegister(base, `CalculationRegister_${name}`),
    businessProcess: (name: string) => new BusinessProcessSet(base, `BusinessProcess_${name}`),
    task: (name: string) => new TaskSet(base, `Task_${name}`),
    sets: (options?: CallOptions) => published(base, options),
    dereference: (
      rows: Iterable<object>,
      property: string,
      set: string,
      how?: DereferenceOptions<AnyRow>,
      options?: CallOptions,
    ) => dereference(base, rows, property, set, how, options),
    changes: (packet: ChangesOptions, options?: CallOptions) => changes(base, packet, options),
    confirmChanges: (packet: Packet, options?: CallOptions) => confirmChanges(base, packet, options),
    writeMany: (
      items: Iterable<unknown>,
      work: (item: unknown, index: number) => Promise<unknown>,
      how?: { readonly concurrency?: number; readonly signal?: AbortSignal },
    ) => inParallel(items, work, { concurrency: base.options.concurrency, ...how }),
  }
  return made as unknown as Infobase
}

/** What the connector adds to its client. */
export interface OnecClient extends Infobase {
  /** The same with a model that `odata generate` made: names, fields and keys are typed, and checked as well. */
  with<M extends ODataModel>(model: TypedDescriptor<M, '3.0'>): Infobase<M>
}

export function onecClient(client: ClientBase, options: Options): OnecClient {
  return {
    ...infobase(baseOf(client, options)),
    with: <M extends ODataModel>(model: TypedDescriptor<M, '3.0'>) => {
      if (model.version !== '3.0') throw new ConfigError('with: the model is not one of OData 3.0')
      return infobase(baseOf(client, options, model as ODataDescriptor)) as unknown as Infobase<M>
    },
  }
}

async function published(base: Base, options: CallOptions | undefined): Promise<readonly string[]> {
  const document = await base.client.request<{ readonly value?: readonly { readonly name?: unknown }[] }>(
    { method: 'GET', path: base.root, headers: { accept: 'application/json' } },
    options,
  )
  return (document?.value ?? []).flatMap(({ name }) => (typeof name === 'string' ? [name] : []))
}
