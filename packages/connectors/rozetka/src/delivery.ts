import { listOperation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { rowsOf } from './envelope.ts'
import { fixedPages, sizedPages } from './pages.ts'
import { Expand, filters, paging, STRICT_SEARCH, sizedPaging } from './query.ts'
import { Anything, Either, Flag, Id, Many, Num, Text, Words } from './wire.ts'

/** `type`: 0 an outside service, 1 the shop's own. `delivery_methods`: 1 pickup, 2 courier. */
export const DeliveryService = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    type: Num(),
    status: Num(),
    mdm_id: Text(),
    can_edit: Flag(),
    can_use: Flag(),
    is_default: Flag(),
    titleTranslate: Text(),
    delivery_methods: Many<z.ZodNumber>(z.number()),
  }),
)
export interface DeliveryService extends z.output<ReturnType<typeof DeliveryService>> {}

export const ListDeliveryServices = schema(() =>
  z.strictObject({
    id: Id().optional(),
    status: z.int().optional(),
    type: z.literal([0, 1]).optional(),
    name: Words().optional(),
    delivery_method_id: z.literal([1, 2]).optional(),
    expand: Expand(['titleTranslate', 'delivery_methods']),
    ...sizedPaging(),
  }),
)
export interface ListDeliveryServices extends z.output<ReturnType<typeof ListDeliveryServices>> {}

/** A place to hand parcels over at. `place_id` is what `orders.updateDelivery` takes. `max_weight` in kg. */
export const Pickup = schema(() =>
  z.looseObject({
    id: z.number(),
    rz_id: Text(),
    place_id: Num(),
    title: Text(),
    titleTranslate: Text(),
    locality_id: Num(),
    delivery_service_id: Num(),
    status: Num(),
    pickup_number: Text(),
    number: Either(),
    street: Text(),
    house: Text(),
    latitude: Text(),
    longitude: Text(),
    ext_id: Text(),
    max_weight: Either(),
    pickup_type: Num(),
    schedule: Anything(),
  }),
)
export interface Pickup extends z.output<ReturnType<typeof Pickup>> {}

export const ListPickups = schema(() =>
  z.strictObject({
    delivery_service_id: Id(),
    locality_id: Id(),
    status: z.int().optional(),
    ext_id: Words().optional(),
    street: Words().optional(),
    expand: Expand(['locality', 'titleTranslate']),
    ...sizedPaging(),
  }),
)
export interface ListPickups extends z.output<ReturnType<typeof ListPickups>> {}

export const Locality = schema(() =>
  z.looseObject({
    id: z.number(),
    uuid: Text(),
    city_name: Text(),
    name: Text(),
    name_ua: Text(),
    name_en: Text(),
    title: Text(),
    region_title: Text(),
    status: Num(),
  }),
)
export interface Locality extends z.output<ReturnType<typeof Locality>> {}

export const ListLocalities = schema(() => z.strictObject({ name: Words(), ...paging() }))
export interface ListLocalities extends z.output<ReturnType<typeof ListLocalities>> {}

export const Street = schema(() => z.looseObject({ id: Num(), rz_id: Text(), name: Text(), type: Text() }))
export interface Street extends z.output<ReturnType<typeof Street>> {}

export const ListStreets = schema(() => z.strictObject({ locality_id: Id(), name: Words().optional(), ...paging() }))
export interface ListStreets extends z.output<ReturnType<typeof ListStreets>> {}

export const delivery = {
  services: {
    /** Delivery services that Rozetka knows. */
    list: listOperation<ListDeliveryServices, DeliveryService>({
      summary: 'List delivery services',
      input: ListDeliveryServices,
      item: DeliveryService,
      items: rowsOf('deliveryServices'),
      pages: sizedPages,
      key: (service) => service.id,
      request: (input) => search('delivery-services/search', input),
      example: { input: { type: 0 }, item: { id: 5, name: 'Нова Пошта', type: 0, status: 1 } },
    }),
  },
  pickups: {
    /** Branches and parcel lockers of one service in one place. */
    list: listOperation<ListPickups, Pickup>({
      summary: 'List branches of a delivery service',
      input: ListPickups,
      item: Pickup,
      items: rowsOf('deliveryServicePickups'),
      pages: sizedPages,
      key: (pickup) => pickup.id,
      request: (input) => search('delivery-service-pickups/search', input),
      example: {
        input: { delivery_service_id: 5, locality_id: 1 },
        item: { id: 1753444, title: 'Симоненка 111', locality_id: 1, delivery_service_id: 5, place_id: 21033 },
      },
    }),
  },
  localities: {
    /** Towns by name. */
    list: listOperation<ListLocalities, Locality>({
      summary: 'List localities by name',
      input: ListLocalities,
      item: Locality,
      items: rowsOf('localities'),
      pages: fixedPages,
      key: (locality) => locality.id,
      request: (input) => search('localities/search', input),
      example: { input: { name: 'Київ' }, item: { id: 1, name: 'Киев', name_ua: 'Київ', title: 'Киев' } },
    }),
  },
  streets: {
    /** Streets of a locality. */
    list: listOperation<ListStreets, Street>({
      summary: 'List streets of a locality',
      input: ListStreets,
      item: Street,
      items: rowsOf('streets'),
      pages: fixedPages,
      key: (street) => street.rz_id ?? street.id ?? undefined,
      request: (input) => search('streets/search', input),
      example: { input: { locality_id: 1 }, item: { rz_id: 'dbad7ca5', name: 'Хрещатик', type: 'вул.' } },
    }),
  },
}

function search(path: string, input: Readonly<Record<string, unknown>>) {
  return { method: 'GET', path, query: filters(input), headers: STRICT_SEARCH }
}
