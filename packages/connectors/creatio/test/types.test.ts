import { guid } from '@bpmcentr/odata'
import { describe, expectTypeOf, it } from 'vitest'
import { type Contact, creatio, esq, type Order } from '../src/index.ts'

const crm = creatio({ url: 'https://mycompany.creatio.com', clientId: 'id', clientSecret: 'secret-of-it' })

describe('types', () => {
  it('know the standard objects, what was selected and what was expanded', () => {
    const read = () =>
      crm.odata
        .set('Order')
        .list({ select: ['Number', 'Amount'], expand: { Contact: { select: ['Name'] } } })
        .first()
    expectTypeOf(read).returns.resolves.toEqualTypeOf<
      (Pick<Order, 'Number' | 'Amount'> & { Contact: Pick<Contact, 'Name'> | null }) | undefined
    >()
  })

  it('refuse columns, lookups and literals that do not exist', () => {
    const never = () => {
      // @ts-expect-error no such column
      crm.odata.set('Contact').list({ select: ['Nmae'] })
      // @ts-expect-error no such object
      crm.odata.set('Contakt')
      // @ts-expect-error a text is no flag
      crm.odata.set('Contact').list({ filter: (row) => row.Confirmed.eq('yes') })
      // @ts-expect-error a lookup is no column of its own
      crm.odata.set('Contact').create({ Account: '8ecab4a1-0ca3-4515-9399-efe0a19390bd' })
      // @ts-expect-error no such column to search by
      crm.upsert('Contact', { Name: 'Ada' }, { match: ['Emial'], onMatch: 'skip' })
      // @ts-expect-error no such column
      crm.upsert('Contact', { Nmae: 'Ada' }, { match: ['Nmae'], onMatch: 'skip' })
      // @ts-expect-error null has no type in a filter
      esq.equal('Name', null)
      crm.upsert('UsrAnything', { UsrCode: '1' }, { match: ['UsrCode'], onMatch: 'skip' })
      crm
        .odataOf()
        .set('UsrAnything')
        .list({ filter: (row) => row.UsrOwner!.Id!.eq(guid('8ecab4a1-0ca3-4515-9399-efe0a19390bd')) })
    }
    expectTypeOf(never).returns.toBeVoid()
  })
})
