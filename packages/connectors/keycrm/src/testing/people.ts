import { get, json, post, put, type Route } from '@bpmcentr/core/testing'
import { between, found, included, includes, oneOf, page, select } from './listing.ts'
import { setValues } from './orderInput.ts'
import type { BuyerRow, CompanyRow, Fields, TableRow } from './rows.ts'
import { showBuyerRef, showClient, showFields, showUser } from './show.ts'
import { given, listIn, numberOr, Problems, type Rules, textOr } from './validate.ts'
import { stamp, type World } from './world.ts'

const BUYER_INCLUDES = ['manager', 'shipping', 'company', 'loyalty', 'custom_fields']
const COMPANY_INCLUDES = ['manager', 'buyer', 'custom_fields']

const BUYER: Rules = {
  full_name: 'text!',
  birthday: 'day',
  email: 'list',
  phone: 'list',
  note: 'text',
  discount: 'number',
  company_id: 'integer',
  manager_id: 'integer',
  shipping: 'list',
  custom_fields: 'list',
}

const COMPANY: Rules = {
  name: 'text!',
  title: 'text',
  bank_account: 'text',
  notes: 'text',
  manager_id: 'integer',
  buyer_id: 'list',
  custom_fields: 'list',
}

export function buyerRoutes(world: World): Route[] {
  const { buyers } = world
  const show = (row: BuyerRow, asked: ReadonlySet<string> = new Set()) => {
    const { id, full_name, birthday, email, phone, note, created_at, updated_at } = row
    return {
      ...{ id, full_name, birthday, email, phone, note, created_at, updated_at },
      ...included(asked, {
        company: () => showCompanyRef(world, row.company_id),
        manager: () => showUser(world, row.manager_id),
        loyalty: () => [],
        shipping: () => row.shipping,
        custom_fields: () => row.custom_fields,
      }),
    }
  }
  const store = (input: Fields, now: string) =>
    buyers.insert({
      full_name: textOr(input.full_name, ''),
      birthday: null,
      email: [],
      phone: [],
      note: null,
      company_id: null,
      manager_id: null,
      ...given<BuyerRow>(input, ['birthday', 'email', 'phone', 'note', 'company_id', 'manager_id']),
      shipping: listIn(input, 'shipping'),
      custom_fields: setValues(input),
      created_at: now,
      updated_at: now,
    })
  return [
    get('/buyer', (request) => {
      const asked = includes(request, BUYER_INCLUDES)
      return page(select(buyers.rows, request, BUYER_FILTERS), request, (row) => show(row, asked))
    }),
    post('/buyer', (request) => {
      const input = request.object()
      checkBuyer(world, input)
      return json(show(store(input, stamp(request))), 201)
    }),
    post('/buyer/import', (request) => {
      const input = request.object()
      const rows = listIn(input, 'buyers')
      const named = ({ full_name, email, phone }: Fields) =>
        full_name !== undefined || email !== undefined || phone !== undefined
      if (rows.length === 0 || !rows.every(named)) return json({ status: false }, 400)
      for (const row of rows) store(row, stamp(request))
      return json({ status: true }, 201)
    }),
    get('/buyer/:id', (request) => show(found(buyers.get(request.id())), includes(request, BUYER_INCLUDES))),
    put('/buyer/:id', (request) => {
      const buyer = found(buyers.get(request.id()))
      const input = request.object()
      checkBuyer(world, input)
      buyers.update(buyer.id, {
        ...given<BuyerRow>(input, [
          'full_name',
          'birthday',
          'email',
          'phone',
          'note',
          'company_id',
          'manager_id',
          'shipping',
        ]),
        ...(input.custom_fields === undefined ? undefined : { custom_fields: setValues(input) }),
        updated_at: stamp(request),
      })
      return json(show(buyer), 202)
    }),
  ]
}

export function companyRoutes(world: World): Route[] {
  const { companies, buyers } = world
  const show = (row: CompanyRow, asked: ReadonlySet<string> = new Set()) => {
    const { custom_fields, ...rest } = row
    const linked = () => buyers.find((buyer) => buyer.company_id === row.id)?.id ?? null
    return {
      ...rest,
      ...included(asked, {
        manager: () => showUser(world, row.manager_id),
        buyer: () => showBuyerRef(world, linked()),
        custom_fields: () => showFields(world, custom_fields),
      }),
    }
  }
  const link = (id: number, input: Fields) => {
    const wanted = Array.isArray(input.buyer_id) ? input.buyer_id : []
    for (const buyer of wanted) buyers.update(buyer as number, { company_id: id })
  }
  const check = (input: Fields) => {
    const wanted: unknown[] = Array.isArray(input.buyer_id) ? input.buyer_id : []
    const problems = new Problems().check(input, COMPANY)
    problems
      .exists(
        'buyer_id',
        wanted.every((id) => buyers.has(id as number)),
      )
      .refuse()
  }
  return [
    get('/companies', (request) => {
      const asked = includes(request, COMPANY_INCLUDES)
      return page(select(companies.rows, request, COMPANY_FILTERS), request, (row) => show(row, asked))
    }),
    post('/companies', (request) => {
      const input = request.object()
      check(input)
      const company = companies.insert({
        name: textOr(input.name, ''),
        title: textOr(input.title, null),
        notes: textOr(input.notes, null),
        bank_account: textOr(input.bank_account, null),
        manager_id: numberOr(input.manager_id, null),
        custom_fields: setValues(input),
        created_at: stamp(request),
        updated_at: stamp(request),
      })
      link(company.id, input)
      return json(show(company), 201)
    }),
    get('/companies/:id', (request) => show(found(companies.get(request.id())), includes(request, COMPANY_INCLUDES))),
    put('/companies/:id', (request) => {
      const company = found(companies.get(request.id()))
      const input = request.object()
      check(input)
      link(company.id, input)
      companies.update(company.id, {
        ...given<CompanyRow>(input, ['name', 'title', 'notes', 'bank_account', 'manager_id']),
        updated_at: stamp(request),
      })
      // 200 here, where other updates answer 202.
      return show(company)
    }),
  ]
}

export function userRoutes(world: World): Route[] {
  const strip = ({ name: _name, ...row }: TableRow) => row
  return [
    get('/users', (request) => page(select(world.users.rows, request, USER_FILTERS), request, strip)),
    get('/calls', (request) => {
      const asked = includes(request, ['manager', 'service', 'lead', 'client'])
      return page(select(world.calls.rows, request, CALL_FILTERS), request, (row) => ({
        ...strip(row),
        ...included(asked, {
          manager: () => showUser(world, row.user_id as number),
          service: () => ({ id: 1, name: 'Ringostat', alias: 'ringostat', service: 'ringostat', is_active: true }),
          lead: () => leadOf(world, row.lead_id as number | null),
          client: () => showClient(world, row.client_id as number | null),
        }),
      }))
    }),
  ]
}

const BUYER_FILTERS = {
  buyer_id: oneOf((row: BuyerRow) => row.id),
  buyer_phone: oneOf((row: BuyerRow) => row.phone),
  buyer_email: oneOf((row: BuyerRow) => row.email),
  created_between: between((row: BuyerRow) => row.created_at),
  updated_between: between((row: BuyerRow) => row.updated_at),
}

const COMPANY_FILTERS = {
  company_id: oneOf((row: CompanyRow) => row.id),
  created_between: between((row: CompanyRow) => row.created_at),
  updated_between: between((row: CompanyRow) => row.updated_at),
}

const USER_FILTERS = {
  id: oneOf((row: TableRow) => row.id),
  full_name: (row: TableRow, wanted: string) => String(row.full_name).toLowerCase().includes(wanted.toLowerCase()),
  role_id: oneOf((row: TableRow) => row.role_id),
  status: oneOf((row: TableRow) => row.status),
  email: oneOf((row: TableRow) => row.email),
  phone: oneOf((row: TableRow) => row.phone),
  created_between: between((row: TableRow) => row.created_at as string),
  last_logged_between: between((row: TableRow) => row.last_logged_at as string),
}

const CALL_FILTERS = {
  reference_id: oneOf((row: TableRow) => row.reference_id),
  client_id: oneOf((row: TableRow) => row.client_id),
  manager_id: oneOf((row: TableRow) => row.user_id),
  lead_id: oneOf((row: TableRow) => row.lead_id),
  type: oneOf((row: TableRow) => row.type),
  client_phone: oneOf((row: TableRow) => row.external_number),
  created_between: between((row: TableRow) => row.created_at as string),
}

function checkBuyer(world: World, input: Fields): void {
  const problems = new Problems().check(input, BUYER).each(input, 'custom_fields', { uuid: 'text!' })
  const { company_id, manager_id } = input
  problems.exists('company_id', typeof company_id !== 'number' || world.companies.has(company_id))
  problems.exists('manager_id', typeof manager_id !== 'number' || world.users.has(manager_id)).refuse()
}

function showCompanyRef(world: World, id: number | null): unknown {
  const company = id === null ? undefined : world.companies.get(id)
  if (company === undefined) return null
  const { name, title, notes, bank_account, created_at, updated_at } = company
  return {
    id: company.id,
    name,
    full_name: title,
    address: null,
    banking_detailse: bank_account,
    note: notes,
    created_at,
    updated_at,
  }
}

function leadOf(world: World, id: number | null): unknown {
  const card = id === null ? undefined : world.cards.get(id)
  if (card === undefined) return null
  const { contact, source_id, manager_id, status_id, title, created_at, updated_at } = card
  return { id: card.id, contact_id: contact.id, source_id, manager_id, status_id, title, created_at, updated_at }
}
