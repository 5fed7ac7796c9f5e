import { get, json, post, put, type Route } from '@bpmcentr/core/testing'
import { between, found, included, includes, oneOf, page, select } from './listing.ts'
import { setValues } from './orderInput.ts'
import type { CompanyRow, Fields } from './rows.ts'
import { showFields } from './showParts.ts'
import { showBuyerRef, showUser } from './showPeople.ts'
import { given, numberOr, Problems, type Rules, textOr } from './validate.ts'
import { stamp, type World } from './world.ts'

const COMPANY_INCLUDES = ['manager', 'buyer', 'custom_fields']

const COMPANY: Rules = {
  name: 'text!',
  title: 'text',
  bank_account: 'text',
  notes: 'text',
  manager_id: 'integer',
  buyer_id: 'list',
  custom_fields: 'list',
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

const COMPANY_FILTERS = {
  company_id: oneOf((row: CompanyRow) => row.id),
  created_between: between((row: CompanyRow) => row.created_at),
  updated_between: between((row: CompanyRow) => row.updated_at),
}
