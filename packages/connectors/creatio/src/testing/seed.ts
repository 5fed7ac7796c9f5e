import { type Row, SUPERVISOR } from './world.ts'

const FIRST = ['John', 'Olena', 'Pawel', 'Anna', 'Timur', 'Maria', 'Igor', 'Sofia']
const LAST = ['Best', 'Shevchenko', 'Nowak', 'Ivanova', 'Akhmetov', 'Lopez', 'Petrov', 'Rossi']

/** The same site each time: contacts in companies, and the records that the examples name. */
export function seedSite(contacts: number): Record<string, Row[]> {
  const accounts: Row[] = ['Accom', 'Vertigo', 'Our company'].map((Name, index) => ({
    Id: index === 0 ? '8ecab4a1-0ca3-4515-9399-efe0a19390bd' : id('acc', index),
    Name,
    Phone: `+38044${1_000_000 + index}`,
    ...made(index),
  }))
  const people: Row[] = Array.from({ length: contacts }, (_, index) => ({
    Id: index === 0 ? '509c189d-37a0-49d5-80f4-7de9ab389f3a' : id('c0', index),
    Name: `${FIRST[index % 8]} ${LAST[(index * 3) % 8]}`,
    GivenName: FIRST[index % 8],
    Surname: LAST[(index * 3) % 8],
    Email: `contact${index}@mail.example`,
    MobilePhone: `+38050${1_000_000 + index}`,
    AccountId: accounts[index % accounts.length]?.Id,
    ...made(index),
  }))
  return {
    Account: accounts,
    Contact: [
      { Id: SUPERVISOR, Name: 'Supervisor', Email: 'supervisor@example.com', ...made(0) },
      ...people,
      // Nothing refers to this one, so that it may be deleted.
      { Id: id('dead', 1), Name: 'Nobody', ...made(1) },
    ],
    City: [
      { Id: id('c1', 1), Name: 'Kyiv', ...made(1) },
      { Id: id('c1', 2), Name: 'Boston', ...made(2) },
    ],
    OrderStatus: ['Draft', 'In progress', 'Completed'].map((Name, index) => ({
      Id: id('05', index),
      Name,
      ...made(index),
    })),
    Currency: [{ Id: id('cc', 1), Name: 'Hryvnia', Code: '980', ShortName: 'UAH', ...made(1) }],
    Product: [{ Id: id('90', 1), Name: 'Mug', Code: 'MUG-350', Price: 320, ...made(1) }],
    FileType: [{ Id: '529bc2f8-0ee0-df11-971b-001d60e938c6', Name: 'File', ...made(0) }],
    ContactFile: [
      {
        Id: '5d1c7f3e-0b5c-4a53-9a35-8a3f3a1b7c21',
        Name: 'offer.pdf',
        Size: 4,
        ContactId: '509c189d-37a0-49d5-80f4-7de9ab389f3a',
        ...made(1),
      },
    ],
  }
}

function id(prefix: string, index: number): string {
  return `${prefix.replace(/[^\da-f]/g, '0').padEnd(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}`
}

function made(index: number) {
  const at = new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString().replace('Z', '0000Z')
  return { CreatedOn: at, ModifiedOn: at, CreatedById: SUPERVISOR, ModifiedById: SUPERVISOR }
}
