import { novaPoshtaWaybills } from './waybills/novaPoshta.ts'
import { rozetkaWaybills } from './waybills/rozetka.ts'

export const waybills = {
  rozetka: rozetkaWaybills as typeof rozetkaWaybills,
  novaPoshta: novaPoshtaWaybills as typeof novaPoshtaWaybills,
}
