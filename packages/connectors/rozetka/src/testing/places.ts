import { bytes, get, post, type Route } from '@bpmcentr/core/testing'
import type { Locality, Pickup, Street } from '../delivery.ts'
import { found, ok, refuse, required } from './reply.ts'
import { anyOf, flag, oneOf, part, search, since, until } from './search.ts'
import { FIRST_ORDER } from './seed.ts'
import { stamp, type World } from './world.ts'

const PDF = new TextEncoder().encode('%PDF-1.4\n')

function services() {
  return [
    [1, 'ROZETKA Delivery'],
    [4, 'Meest'],
    [5, 'Нова Пошта'],
    [2024, 'Укрпошта'],
  ].map(([id, name]) => ({
    id: id as number,
    name: name as string,
    type: 0,
    status: 1,
    can_use: true,
    can_edit: false,
  }))
}

function pickups(): Pickup[] {
  return Array.from({ length: 12 }, (_, index) => {
    const where = {
      locality_id: 1,
      delivery_service_id: 5,
      status: 1,
      street: 'вул. Шевченка',
      house: String(index + 1),
    }
    return {
      id: 1753444 + index,
      place_id: 21033 + index,
      title: `Відділення № ${index + 1}`,
      ...where,
      max_weight: '30.00',
    }
  })
}

function localities(): Locality[] {
  const city = (id: number, name: string) => ({
    id,
    name,
    name_ua: name,
    city_name: name,
    title: name,
    region_title: '',
    status: 1,
  })
  return [
    city(1, 'Київ'),
    city(4, 'Львів'),
    ...Array.from({ length: 45 }, (_, index) => city(100 + index, `Новосілки ${index + 1}`)),
  ]
}

function streets(): (Street & { locality_id: number })[] {
  return Array.from({ length: 45 }, (_, index) => {
    const id = 5_000 + index
    return { id, rz_id: `dbad7ca5-${id}`, name: `Садова ${index + 1}`, type: 'вул.', locality_id: 1 }
  })
}

export function placeRoutes(): Route[] {
  return [
    get('/delivery-services/search', (request) =>
      search(services(), request, {
        key: 'deliveryServices',
        size: 'pageSize',
        expand: ['titleTranslate', 'delivery_methods'],
        filters: {
          id: anyOf((row) => row.id),
          status: anyOf((row) => row.status),
          type: oneOf((row) => row.type, [0, 1]),
          name: part((row) => row.name),
          delivery_method_id: oneOf(() => 1, [1, 2]),
        },
      }),
    ),
    get('/delivery-service-pickups/search', (request) =>
      search(pickups(), request, {
        key: 'deliveryServicePickups',
        size: 'pageSize',
        required: ['delivery_service_id', 'locality_id'],
        expand: ['locality', 'titleTranslate'],
        filters: {
          delivery_service_id: anyOf((row) => row.delivery_service_id),
          locality_id: anyOf((row) => row.locality_id),
          status: anyOf((row) => row.status),
          ext_id: (row, value) => row.ext_id === value,
          street: part((row) => row.street),
        },
      }),
    ),
    get('/localities/search', (request) =>
      search(localities(), request, {
        key: 'localities',
        required: ['name'],
        filters: { name: part((row) => row.name) },
      }),
    ),
    get('/streets/search', (request) =>
      search(streets(), request, {
        key: 'streets',
        required: ['locality_id'],
        filters: { locality_id: anyOf((row) => row.locality_id), name: part((row) => row.name) },
      }),
    ),
  ]
}

export function waybillRoutes(world: World): Route[] {
  const { waybills, orders } = world
  return [
    get('/delivery-rozetka/ttn-list', (request) =>
      search(waybills.rows, request, {
        key: 'models',
        size: 'pageSize',
        filters: {
          id: anyOf((row) => row.id),
          order_id: anyOf((row) => row.order_id),
          ext_id: (row, value) => row.ext_id === value,
          ttn: (row, value) => row.ttn === value,
          receiver_fio: part((row) => row.receiver_fio),
          date_from: since((row) => row.created_at),
          date_to: until((row) => row.created_at),
          is_reserve_ending: flag(() => false),
        },
      }),
    ),
    post('/delivery-rozetka/create-order-ttn', (request) => {
      const input = request.object()
      required(input, 'order_id', 'payer', 'places', 'params', 'sender')
      const order = found(orders.get(input.order_id as number))
      const ttn = `UNK-${400975992 + waybills.size}`
      const made = { ttn, ext_id: ttn, order_id: order.id, delivery_service_id: 1, created_at: stamp(request) }
      // The id of the order comes back as text here, as a number in the list.
      return ok({ ...waybills.insert({ ...made, has_prepaid: input.has_paid === true }), order_id: String(order.id) })
    }),
    post('/delivery-rozetka/ttn-print-batch', (request) => {
      const numbers = request.object().track_numbers as readonly string[]
      const known = numbers.every((number) => waybills.find((row) => row.ttn === number) !== undefined)
      return known ? bytes(PDF, 'application/pdf') : refuse(1110, 'error_print_ttn', 'Помилка друку ТТН')
    }),
    get('/ttns/ttn-list', (request) => {
      const row = { Ref: '14e52480-89dc-11ea-8513-b88303659df5', IntDocNumber: '20450229737904', Cost: '12.00' }
      const rows = [{ ...row, PayerType: 'Recipient', PaymentMethod: 'Cash', order_id: FIRST_ORDER }]
      const id = request.query.get('order_id')
      return ok({ ttn_list: rows.filter((each) => id === undefined || String(each.order_id) === id) })
    }),
    get('/ttns/ttn-print', (request) => {
      const numbers = request.query.all('ttnNumbers[]')
      if (numbers.length === 0) return refuse(1001, 'required_parameter', 'ttnNumbers')
      const known = numbers.every((number) => number === '20450229737904')
      return known ? bytes(PDF, 'application/pdf') : refuse(1101, 'error_nova_poshta', 'Помилка Нової Пошти')
    }),
  ]
}
