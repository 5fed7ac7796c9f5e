import { get, type Route } from '@bpmcentr/core/testing'
import { between, included, includes, oneOf, page, select } from './listing.ts'
import type { TableRow } from './rows.ts'
import { showClient, showUser } from './showPeople.ts'
import type { World } from './world.ts'

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

function leadOf(world: World, id: number | null): unknown {
  const card = id === null ? undefined : world.cards.get(id)
  if (card === undefined) return null
  const { contact, source_id, manager_id, status_id, title, created_at, updated_at } = card
  return { id: card.id, contact_id: contact.id, source_id, manager_id, status_id, title, created_at, updated_at }
}
