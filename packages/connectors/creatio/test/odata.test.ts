import { InvalidRequestError, NotFoundError, ServerError } from '@bpmcentr/core'
import { guid } from '@bpmcentr/odata'
import { describe, expect, it } from 'vitest'
import { EMPTY_GUID, isEmpty, withNulls } from '../src/index.ts'
import { ACCOM, FORMS, JOHN, start } from './support/site.ts'

describe('OData 4', () => {
  it('reads a list whole, in the order of the key, page by page until one is short', async () => {
    const { crm, run, calls } = start({ contacts: 1_200 })
    const rows = await run(
      crm.odata
        .set('Contact')
        .list({ select: ['Id', 'Name'] })
        .all({ max: 5_000 }),
    )
    expect(rows).toHaveLength(1_202)
    expect(new Set(rows.map(({ Id }) => Id)).size).toBe(1_202)
    expect(calls().map(({ query }) => decodeURIComponent(query))).toEqual(
      [0, 500, 1000].map((skip) =>
        expect.stringMatching(new RegExp(`\\$orderby=Id.*\\$top=500${skip === 0 ? '' : `.*\\$skip=${skip}`}`)),
      ),
    )
  })

  it('asks for lookups by their navigation and writes them by their column', async () => {
    const { crm, run, calls, box } = start()
    const contacts = crm.odata.set('Contact')
    const found = await run(
      contacts
        .list({
          filter: (row) => row.Account.Id.eq(guid(ACCOM)),
          select: ['Name'],
          expand: { Account: { select: ['Name'] } },
        })
        .all({ max: 100 }),
    )
    expect(found).toHaveLength(10)
    expect(found[0]?.Account?.Name).toBe('Accom')
    expect(decodeURIComponent(calls()[0]?.query ?? '')).toContain(`$filter=Account/Id eq ${ACCOM}`)
    const made = await run(contacts.create({ Name: 'Ada', AccountId: ACCOM }))
    expect(box.state.tables.Contact?.get(made.Id)?.AccountId).toBe(ACCOM)
  })

  it('explains why a filter by the column of a lookup fails, and does not try again', async () => {
    const { crm, failure, calls } = start()
    const error = await failure(
      crm.odata
        .set('Contact')
        .list({ filter: (row) => row.AccountId.eq(ACCOM) })
        .first(),
    )
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ code: 'column_not_found', status: 500 })
    expect(String(error)).toMatch(/Column by path AccountId not found.*Account\/Id/)
    expect(calls()).toHaveLength(1)
  })

  it('compares with the types that Creatio wants, whatever the text holds', async () => {
    const { crm, run } = start()
    const hostile = "O'Neil & Söhne (50%) + «ні» / #1"
    const contacts = crm.odata.set('Contact')
    const { Id } = await run(contacts.create({ Name: hostile }))
    const found = await run(
      contacts
        .list({
          filter: (row) => row.Name.eq(hostile).and(row.CreatedOn.ge('2026-03-01T00:00:00Z'), row.Id.in([Id, JOHN])),
          select: ['Id'],
        })
        .all({ max: 10 }),
    )
    expect(found).toEqual([{ Id }])
    expect(await run(contacts.count({ filter: (row) => row.Name.contains('«ні»') }))).toBe(1)
  })

  it('finds a record that was created although the answer was lost', async () => {
    const { box, crm, run } = start()
    const Id = crypto.randomUUID()
    box.fail({ with: 'resetAfter', when: { method: 'POST', path: '/0/odata/City' } })
    const before = box.state.tables.City?.size ?? 0
    const city = await run(crm.odata.set('City').create({ Id, Name: 'Lviv' }))
    expect(city).toMatchObject({ Id, Name: 'Lviv' })
    expect(box.state.tables.City?.size).toBe(before + 1)
  })

  it('updates, deletes and reads one record', async () => {
    const { crm, run, failure } = start()
    const cities = crm.odata.set('City')
    const { Id } = await run(cities.create({ Name: 'Lviv' }))
    await run(cities.update(Id, { Description: 'west' }))
    expect(await run(cities.get(Id, { select: ['Name', 'Description'] }))).toEqual({
      Name: 'Lviv',
      Description: 'west',
    })
    await run(cities.delete(Id))
    expect(await failure(cities.get(Id))).toBeInstanceOf(NotFoundError)
    const referenced = await failure(crm.odata.set('Account').delete(ACCOM))
    expect(referenced).toBeInstanceOf(ServerError)
    expect(String(referenced)).toContain('REFERENCE constraint')
  })

  it('sends a batch as JSON: a group takes effect together or not at all', async () => {
    const { crm, run, box, calls } = start()
    const before = box.state.tables.City?.size ?? 0
    const result = await run(
      crm.odata.batch(
        (batch) => {
          const cities = batch.set('City')
          cities.create({ Id: crypto.randomUUID(), Name: 'One' })
          batch.changeset((group) => {
            group.set('City').create({ Id: crypto.randomUUID(), Name: 'Two' })
            group.set('City').create({ Id: crypto.randomUUID(), Name: 'Three', CountryId: crypto.randomUUID() })
          })
          cities.create({ Id: crypto.randomUUID(), Name: 'Four' })
        },
        { continueOnError: true },
      ),
    )
    expect(result.outcomes.map(({ status }) => status)).toEqual(['succeeded', 'rolledBack', 'failed', 'succeeded'])
    expect(box.state.tables.City?.size).toBe(before + 2)
    expect(calls()).toHaveLength(1)
    expect(calls()[0]).toMatchObject({
      path: '/0/odata/$batch',
      headers: { prefer: expect.stringContaining('continue-on-error') },
    })
  })

  it('says of a batch that stopped what was not executed', async () => {
    const { crm, run } = start()
    const result = await run(
      crm.odata.batch((batch) => {
        const cities = batch.set('City')
        cities.create({ Name: 'One' })
        cities.create({ Name: 'Two', CountryId: crypto.randomUUID() })
        cities.create({ Name: 'Three' })
      }),
    )
    expect(result.outcomes.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'notExecuted'])
  })

  it('tells an object that does not exist from a record', async () => {
    const { crm, failure } = start()
    const error = await failure(crm.odataOf().set('UsrNothing').list().first())
    expect(error).toMatchObject({ name: 'NotFoundError', code: 'unknown_entity_set' })
    expect(String(error)).toContain('Check the spelling')
  })

  it('reads and writes bytes of stream columns', async () => {
    const { crm, run } = start()
    const photo = crm.odata.set('Contact').entity(JOHN)
    await run(
      photo.upload(new Uint8Array([1, 2, 3]), { name: 'ContactPhoto', contentType: 'application/octet-stream' }),
    )
    expect(await run(photo.bytes('ContactPhoto'))).toEqual(new Uint8Array([1, 2, 3]))
  })

  it('describes itself, so that types can be generated from a site', async () => {
    const { crm, run } = start()
    expect(await run(crm.odata.metadata())).toContain('<EntitySet Name="Contact"')
  })
})

describe('OData 3', () => {
  it('reads, filters and writes sets of 7.x', async () => {
    const { crm, run, calls } = start({}, FORMS)
    const contacts = crm.odata3.set('ContactCollection')
    const found = await run(
      contacts
        .list({ filter: (row) => row.Account!.Id!.eq(guid(ACCOM)), select: ['Id', 'Name'], pageSize: 4 })
        .all({ max: 100 }),
    )
    expect(found).toHaveLength(10)
    expect(decodeURIComponent(calls()[0]?.query ?? '')).toContain(`Account/Id eq guid'${ACCOM}'`)
    const { Id } = await run(contacts.create({ Name: 'Ada' }))
    await run(contacts.update(guid(String(Id)), { JobTitle: 'Countess' }))
    expect(await run(contacts.get(guid(String(Id))))).toMatchObject({ Name: 'Ada', JobTitle: 'Countess' })
    expect(calls()[0]?.path).toBe('/0/ServiceModel/EntityDataService.svc/ContactCollection')
  })
})

describe('what stands for nothing', () => {
  it('becomes null on request, also in what is expanded', async () => {
    const { crm, run } = start()
    const row = await run(crm.odata.set('Contact').get(JOHN, { expand: { Account: true } }))
    expect(row).toMatchObject({ CityId: EMPTY_GUID, BirthDate: '0001-01-01T00:00:00Z', Notes: '', Age: 0 })
    const clean = withNulls(row)
    expect(clean).toMatchObject({ CityId: null, BirthDate: null, Notes: null, Age: 0, Name: row.Name })
    expect(clean.Account).toMatchObject({ Name: 'Accom', Fax: null })
    expect([EMPTY_GUID, '0001-01-01T00:00:00', '', null, undefined].every(isEmpty)).toBe(true)
    expect([0, false, 'x', ACCOM].some(isEmpty)).toBe(false)
  })
})
