/** Each with its Latin spelling, for e-mail addresses. */
export const FIRST_NAMES = [
  ['Олена', 'olena'],
  ['Андрій', 'andrii'],
  ['Наталія', 'nataliia'],
  ['Сергій', 'serhii'],
  ['Ірина', 'iryna'],
  ['Олександр', 'oleksandr'],
  ['Марія', 'mariia'],
  ['Дмитро', 'dmytro'],
  ['Тетяна', 'tetiana'],
  ['Юрій', 'yurii'],
  ['Оксана', 'oksana'],
  ['Богдан', 'bohdan'],
  ['Соломія', 'solomiia'],
  ['Тарас', 'taras'],
  ['Ганна', 'hanna'],
  ['В’ячеслав', 'viacheslav'],
  ['Зоряна', 'zoriana'],
  ['Єгор', 'yehor'],
] as const

/** None of them changes with the gender. */
export const LAST_NAMES = [
  ['Шевченко', 'shevchenko'],
  ['Бондаренко', 'bondarenko'],
  ['Ткаченко', 'tkachenko'],
  ['Кравченко', 'kravchenko'],
  ['Олійник', 'oliinyk'],
  ['Мельник', 'melnyk'],
  ['Гончаренко', 'honcharenko'],
  ['Марчук', 'marchuk'],
  ['Литвин', 'lytvyn'],
  ['Коваль', 'koval'],
  ['Поліщук', 'polishchuk'],
  ['Савчук', 'savchuk'],
  ['Гайдай', 'haidai'],
  ['Їжакевич', 'yizhakevych'],
  ['Мороз', 'moroz'],
  ['Дем’яненко', 'demianenko'],
] as const

export const CITIES = [
  { city: 'Київ', region: 'Київська', zip: '01001' },
  { city: 'Львів', region: 'Львівська', zip: '79000' },
  { city: 'Одеса', region: 'Одеська', zip: '65000' },
  { city: 'Дніпро', region: 'Дніпропетровська', zip: '49000' },
  { city: 'Харків', region: 'Харківська', zip: '61000' },
  { city: 'Вінниця', region: 'Вінницька', zip: '21000' },
  { city: 'Івано-Франківськ', region: 'Івано-Франківська', zip: '76000' },
  { city: 'Кам’янець-Подільський', region: 'Хмельницька', zip: '32300' },
] as const

export const MOBILE_CODES = ['50', '63', '66', '67', '68', '73', '93', '95', '96', '97', '98', '99'] as const

export const COMMENTS = [
  'Зателефонуйте, будь ласка, перед відправкою',
  'Без дзвінка, підтвердження у Viber',
  'Подарункова упаковка, якщо можна',
  'Доставка після 18:00',
  'Потрібен чек',
] as const

/** The catalogue: name, SKU, price and purchase price in hryvnias, category. Two of them come in variants. */
export const CATALOGUE = [
  { name: 'Чохол для Iphone XS max', sku: '001-242', price: 124.5, cost: 50.5, category_id: 6 },
  { name: 'Чашка керамічна «Петриківка» 350 мл', sku: 'MUG-PET-350', price: 320, cost: 140, category_id: 3 },
  { name: 'Рушник вишитий лляний', sku: 'RSH-LIN-01', price: 890, cost: 410, category_id: 4 },
  { name: 'Свічка соєва «Карпатський мед»', sku: 'CND-HON-200', price: 275.5, cost: 96.4, category_id: 3 },
  { name: 'Мед гречаний', sku: 'HNY-BKW-1', price: 210, cost: 120, category_id: 5, unit_type: 'кг' },
  { name: 'Кава «Львівська обсмажка» 1 кг', sku: 'COF-LVV-1', price: 615, cost: 389.9, category_id: 5 },
  { name: 'Сумка-шопер «Ой у лузі»', sku: 'BAG-SHP-02', price: 349, cost: 130, category_id: 4 },
  { name: 'Блокнот А5 з еко-шкіри', sku: 'NTB-A5-ECO', price: 259, cost: 88, category_id: 3 },
  { name: 'Настільна лампа «Сяйво»', sku: 'LMP-SIA-01', price: 1749, cost: 960, category_id: 3 },
  { name: 'Павербанк 20000 мА·год', sku: 'PWB-20000', price: 1399, cost: 845.75, category_id: 6 },
  { name: 'Ліхтар акумуляторний', sku: 'FLS-USB-C', price: 489.99, cost: 240, category_id: 6 },
] as const

export const VARIANTS = [
  {
    name: 'Футболка «Тризуб»',
    sku: 'TSH-TRZ',
    price: 549,
    cost: 210,
    property: 'Розмір',
    values: ['S', 'M', 'L', 'XL'],
  },
  { name: 'Шкарпетки вовняні', sku: 'SCK-WOL', price: 180, cost: 75, property: 'Колір', values: ['Сірий', 'Синій'] },
] as const
