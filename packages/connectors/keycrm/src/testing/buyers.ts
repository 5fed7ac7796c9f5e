import { get, json, post, put, type Route } from '@bpmcentr/core/testing'
import { between, found, included, includes, oneOf, page, select } from './listing.ts'
import { setValues } from './orderInput.ts'
import type { BuyerRow, Fields } from './rows.ts'
import { showUser } from './showPeople.ts'
import { given, listIn, Problems, type Rules, textOr } from './validate.ts'
import { stamp, type World } from './world.ts'

const BUYER_INCLUDES = ['manager', 'shipping', 'company', 'loyalty', 'custom_fields']

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

const BUYER_FILTERS = {
  buyer_id: oneOf((row: BuyerRow) => row.id),
  buyer_phone: oneOf((row: BuyerRow) => row.phone),
  buyer_email: oneOf((row: BuyerRow) => row.email),
  created_between: between((row: BuyerRow) => row.created_at),
  updated_between: between((row: BuyerRow) => row.updated_at),
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
