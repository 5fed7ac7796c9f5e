import type { OrderStatus, Transition } from '../orders/status.ts'

/** id, group (1 in work, 2 succeeded, 3 failed), name. */
const ROWS: readonly (readonly [number, 1 | 2 | 3, string])[] = [
  ...([
    [1, 1, 'Нове замовлення'],
    [2, 1, 'Дані підтверджені, комплектується'],
    [3, 1, 'Передано в службу доставки'],
  ] as const),
  ...([
    [4, 1, 'Доставляється'],
    [5, 1, 'Очікує в пункті самовивозу'],
    [6, 2, 'Посилку отримано'],
  ] as const),
  ...([
    [7, 3, 'Не оброблено за добу'],
    [11, 3, 'Не вдалося забрати'],
    [12, 3, 'Відмова при отриманні'],
  ] as const),
  ...([
    [13, 3, 'Скасовано адміністратором'],
    [15, 3, 'Неправильна ТТН'],
    [16, 3, 'Немає або брак'],
  ] as const),
  ...([
    [17, 3, 'Умови оплати'],
    [18, 3, 'Не вдалося зв’язатися'],
    [19, 3, 'Повернення'],
  ] as const),
  ...([
    [20, 3, 'Товар не підходить'],
    [24, 3, 'Доставка не підходить'],
    [25, 3, 'Тестове'],
  ] as const),
  ...([
    [26, 1, 'Обробляється менеджером'],
    [27, 1, 'Потребує доукомплектації'],
    [28, 3, 'Неправильні контакти'],
  ] as const),
  ...([
    [29, 3, 'Змінилася ціна'],
    [30, 3, 'Закінчився резерв'],
    [31, 3, 'Створено дубль'],
  ] as const),
  ...([
    [33, 3, 'Умови доставки'],
    [37, 3, 'Передоплата'],
    [38, 3, 'Товар не потрібен'],
  ] as const),
  ...([
    [40, 3, 'Передумали'],
    [42, 3, 'Немає в наявності'],
    [43, 3, 'Брак'],
    [44, 3, 'Підробка'],
  ] as const),
  ...([
    [45, 3, 'Скасовано покупцем'],
    [46, 1, 'Відновлено'],
    [47, 1, 'Запланований дзвінок'],
  ] as const),
  ...([
    [49, 3, 'Дубль замовлення'],
    [50, 3, 'Не оплачено'],
    [51, 3, 'Відмова в кредиті'],
  ] as const),
  ...([
    [52, 1, 'Нове, в один клік'],
    [53, 1, 'Чекає на підтвердження'],
    [55, 1, 'Чекає на оплату'],
  ] as const),
  ...([
    [57, 1, 'Доставка запланована'],
    [61, 1, 'Планується передача перевізнику'],
    [63, 1, 'У службі доставки'],
  ] as const),
  ...([
    [64, 1, 'Прямує до міста'],
    [65, 1, 'У місті одержувача'],
    [67, 1, 'У кур’єра'],
  ] as const),
  ...([
    [68, 2, 'Отримано частково'],
    [71, 3, 'Скасовано, товар повернено'],
    [72, 3, 'Скасовано, кошти повернено'],
  ] as const),
  ...([
    [76, 1, 'У поштоматі'],
    [79, 1, 'Модерація'],
    [80, 1, 'Очікуємо посилку від продавця'],
  ] as const),
  ...([
    [81, 1, 'Прийнято від продавця'],
    [82, 1, 'У сортувальному центрі'],
    [83, 1, 'Буде повернено'],
  ] as const),
  ...([
    [84, 1, 'На пункті повернення'],
    [85, 3, 'Повернено продавцю'],
    [87, 2, 'Виконано'],
  ] as const),
]

/** What a manager may cancel an order with. */
const CANCEL = [13, 15, 16, 17, 18, 20, 24, 28, 29, 33, 37, 38, 40, 42, 43, 44, 45, 49, 50, 51] as const

/** The changes that this sandbox allows: a part of the vendor's own table, which is not documented as a whole. */
const ALLOWED: Readonly<Record<number, readonly number[]>> = {
  1: [26, ...CANCEL],
  2: [3, 61, 26, ...CANCEL],
  5: [3],
  26: [2, 3, 27, 47, 55, 61, ...CANCEL],
  47: [26, ...CANCEL],
  55: [26, 50],
  61: [26, 15],
  80: [26],
}

export function statusRows(): OrderStatus[] {
  return ROWS.map(([id, status_group, name]) => {
    const status_available = transitionRows().filter((row) => row.parent_id === id)
    return { id, name, name_uk: name, title: name, status_group, status: 1, color: '#221F1F', status_available }
  })
}

export function transitionRows(): Transition[] {
  return Object.entries(ALLOWED).flatMap(([parent, children], index) =>
    children.map((child_id, place) => {
      const common = { delivery_type: 0, market_group: 0 }
      return { id: 1 + index * 100 + place, parent_id: Number(parent), child_id, ...common }
    }),
  )
}

export function allowedFrom(status: number): Transition[] {
  return transitionRows().filter((row) => row.parent_id === status)
}

export function groupOf(status: number): number {
  return ROWS.find(([id]) => id === status)?.[1] ?? 1
}

/** The kinds of `types`: 2 in work, 3 succeeded, 4 new, 5 being delivered, 6 failed. */
export function kindOf(status: number): number {
  if ([1, 52].includes(status)) return 4
  if ([3, 4, 5, 57, 61, 63, 64, 65, 67, 76, 80, 81, 82].includes(status)) return 5
  return { 1: 2, 2: 3, 3: 6 }[groupOf(status)] ?? 2
}
