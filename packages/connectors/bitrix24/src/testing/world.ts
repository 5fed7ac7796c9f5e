import { type Collection, collection } from '@bpmcentr/core/testing'
import { type ItemRow, itemRows } from './seed.ts'
import type { Row } from './select.ts'

/** A table of an older method, by `ID`, or of a newer one, by `id`. */
export type Table = Collection<Row>

/** What a test may seed. */
export interface WorldSeed {
  /** How many rows each table has. Default 160. */
  readonly rows: number
  /** The deals, where their number or holes matter. */
  readonly deals: readonly ItemRow[] | undefined
}

/** Everything the portal keeps. */
export interface World {
  readonly deals: Collection<ItemRow>
  readonly leads: Collection<ItemRow>
  readonly contacts: Collection<ItemRow>
  readonly companies: Collection<ItemRow>
  readonly quotes: Collection<ItemRow>
  readonly invoices: Collection<ItemRow>
  readonly customItems: Collection<ItemRow>
  readonly types: Table
  readonly productRows: Table
  readonly categories: Table
  readonly statuses: Table
  readonly stageHistory: Table
  readonly comments: Table
  readonly todos: Table
  readonly activities: Table
  readonly requisites: Table
  readonly userFields: Table
  readonly tasks: Table
  readonly taskComments: Table
  readonly checklist: Table
  readonly users: Table
  readonly departments: Table
  readonly storages: Table
  readonly disk: Table
  readonly products: Table
  readonly prices: Table
  readonly orders: Table
  readonly calls: Table
  readonly messages: Table
  readonly workflows: Table
  readonly bindings: Table
  readonly offline: Table
}

export function createWorld({ rows, deals }: WorldSeed): World {
  const items = (entityTypeId: number) => collection<ItemRow>({ key: 'id', rows: () => itemRows(entityTypeId, rows) })
  const upper = (make: (id: number) => Row, count = rows): Table =>
    collection<Row>({
      key: 'ID',
      rows: () => numbered(count, (id) => ({ ID: String(id), ...make(id) })),
      nextKey: nextId,
    })
  const lower = (make: (id: number) => Row, count = rows): Table =>
    collection<Row>({ key: 'id', rows: () => numbered(count, (id) => ({ id, ...make(id) })) })
  return {
    deals: deals === undefined ? items(2) : collection<ItemRow>({ key: 'id', rows: deals }),
    leads: items(1),
    contacts: items(3),
    companies: items(4),
    quotes: items(7),
    invoices: items(31),
    customItems: items(128),
    types: lower((id) => ({ title: `Type ${id}`, entityTypeId: 126 + 2 * id, isCategoriesEnabled: 'Y' })),
    productRows: lower((id) => ({
      ownerId: 1,
      ownerType: 'D',
      productName: `Product ${id}`,
      price: 10 + id,
      quantity: 1,
    })),
    categories: lower((id) => ({ name: id === 1 ? 'General' : `Funnel ${id}`, sort: id * 100, isDefault: 'N' }), 3),
    statuses: upper(stageOf, 5),
    stageHistory: upper((id) => ({ TYPE_ID: 2, OWNER_ID: id, STAGE_ID: 'NEW', CREATED_TIME: TIME })),
    comments: upper((id) => ({ ENTITY_ID: '1', ENTITY_TYPE: 'deal', COMMENT: `Comment ${id}`, AUTHOR_ID: '1' })),
    todos: lower(() => ({}), 0),
    activities: upper((id) => ({ OWNER_TYPE_ID: '2', OWNER_ID: '1', TYPE_ID: '2', SUBJECT: `Call ${id}` })),
    requisites: upper((id) => ({ ENTITY_TYPE_ID: '4', ENTITY_ID: '1', PRESET_ID: '1', NAME: `Requisite ${id}` })),
    userFields: lower((id) => ({ entityId: 'CRM_DEAL', fieldName: `UF_CRM_${id}`, userTypeId: 'string' })),
    tasks: lower((id) => ({ title: `Task ${id}`, status: '2', responsibleId: '1', createdBy: '1', group: [] })),
    taskComments: upper((id) => ({ TASK_ID: '1', POST_MESSAGE: `Comment ${id}` }), 2),
    checklist: upper((id) => ({ TASK_ID: '1', TITLE: `Point ${id}`, IS_COMPLETE: 'N' }), 2),
    users: upper((id) => ({ ACTIVE: true, NAME: 'Олена', LAST_NAME: `Шевченко ${id}`, UF_DEPARTMENT: [1] })),
    departments: upper((id) => ({ NAME: `Department ${id}`, SORT: 500, PARENT: id === 1 ? undefined : '1' })),
    storages: upper((id) => ({ NAME: `Drive ${id}`, ENTITY_TYPE: 'common', ROOT_OBJECT_ID: '1' })),
    disk: upper((id) => ({
      NAME: id === 1 ? 'Root' : `file-${id}.txt`,
      TYPE: id === 1 ? 'folder' : 'file',
      PARENT_ID: id === 1 ? '0' : '1',
      content: 'Hi',
    })),
    products: lower((id) => ({ iblockId: 14, name: `Product ${id}`, active: 'Y' })),
    prices: lower((id) => ({ productId: id, catalogGroupId: 1, price: 10 + id, currency: 'UAH' })),
    orders: lower((id) => ({ lid: 's1', personTypeId: 1, currency: 'UAH', price: 100 + id })),
    calls: upper((id) => ({ CALL_ID: `externalCall.${id}`, PHONE_NUMBER: '+380671112233', FINISHED: false }), 1),
    messages: upper(() => ({}), 0),
    workflows: upper(() => ({}), 0),
    bindings: upper(() => ({ event: 'ONCRMDEALUPDATE', handler: 'https://app.example/bitrix24', auth_type: '0' }), 1),
    offline: upper(
      (id) => ({
        EVENT_NAME: 'ONCRMDEALADD',
        EVENT_DATA: { FIELDS: { ID: String(id) } },
        MESSAGE_ID: `m${id}`,
        PROCESS_ID: '',
      }),
      3,
    ),
  }
}

const TIME = '2026-02-01T09:00:00+02:00'

const STAGES = [
  ['NEW', 'New', null],
  ['PREPARATION', 'Prepared', null],
  ['EXECUTING', 'In progress', null],
  ['WON', 'Won', 'S'],
  ['LOSE', 'Lost', 'F'],
] as const

function stageOf(id: number): Row {
  const [STATUS_ID, NAME, SEMANTICS] = STAGES[id - 1] ?? STAGES[0]
  return { ENTITY_ID: 'DEAL_STAGE', STATUS_ID, NAME, SEMANTICS, SORT: String(id * 10) }
}

function numbered(count: number, make: (id: number) => Row): Row[] {
  return Array.from({ length: count }, (_, index) => make(index + 1))
}

/** Ids of the older methods are text. */
function nextId(table: Table): string {
  let highest = 0
  for (const { ID } of table) highest = Math.max(highest, Number(ID))
  return String(highest + 1)
}
