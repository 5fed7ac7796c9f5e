import { ConflictError, InputError } from '@bpmcentr/core'
import { describe, expect, it } from 'vitest'
import { ACCOM, start } from './support/site.ts'

const UKRAINE = { code: '380', trunk: '0', length: 9 }
const ADA = { Name: 'Ada Byron', MobilePhone: '+380671112233', Email: 'ada@byron.example', AccountId: ACCOM }
const BY_PHONE_OR_MAIL = { match: [['MobilePhone'], ['Email']], onMatch: 'update', phones: UKRAINE } as const

describe('upsert', () => {
  it('creates a contact once; a second run finds it and changes nothing', async () => {
    const { box, crm, run, calls } = start()
    const before = box.state.tables.Contact?.size ?? 0
    const first = await run(crm.upsert('Contact', ADA, BY_PHONE_OR_MAIL))
    expect(first).toMatchObject({ outcome: 'created', matched: [], changed: [] })
    expect(box.state.tables.Contact?.get(String(first.id))).toMatchObject(ADA)
    const sent = calls().length
    expect(await run(crm.upsert('Contact', ADA, BY_PHONE_OR_MAIL))).toEqual({
      outcome: 'skipped',
      id: first.id,
      matched: [first.id],
      changed: [],
    })
    expect(box.state.tables.Contact?.size).toBe(before + 1)
    expect(
      calls()
        .slice(sent)
        .map(({ method }) => method),
    ).toEqual(['GET'])
  })

  it.each(['067 111 22 33', '+38 (067) 111-22-33', '00380671112233', '671112233'])(
    'finds a contact by phone, written %s',
    async (MobilePhone) => {
      const { crm, run } = start()
      const { id } = await run(crm.upsert('Contact', ADA, BY_PHONE_OR_MAIL))
      const found = await run(
        crm.upsert('Contact', { Name: 'Ada', MobilePhone }, { ...BY_PHONE_OR_MAIL, onMatch: 'skip' }),
      )
      expect(found).toMatchObject({ outcome: 'skipped', id })
    },
  )

  it('finds numbers that are stored with punctuation when it may read more', async () => {
    const { box, crm, run } = start()
    const { Id } = await run(crm.odata.set('Contact').create({ Name: 'Ada', MobilePhone: '+38 (067) 111-22-33' }))
    const policy = { match: ['MobilePhone'], onMatch: 'skip', phones: UKRAINE, dryRun: true } as const
    const values = { Name: 'Ada', MobilePhone: '0671112233' }
    expect((await run(crm.upsert('Contact', values, policy))).outcome).toBe('created')
    expect(await run(crm.upsert('Contact', values, { ...policy, anyFormat: true }))).toMatchObject({ id: Id })
    expect(box.state.tables.Contact?.size).toBe(33)
  })

  it('searches by e-mail where the phone finds nobody', async () => {
    const { crm, run } = start()
    const { id } = await run(crm.upsert('Contact', ADA, BY_PHONE_OR_MAIL))
    const other = { Name: 'Ada', MobilePhone: '+380990000000', Email: 'Ada@Byron.example' }
    expect(await run(crm.upsert('Contact', other, { ...BY_PHONE_OR_MAIL, onMatch: 'skip' }))).toMatchObject({ id })
  })

  it('writes what the rules of the fields say, and knows what stands for nothing', async () => {
    const { box, crm, run } = start()
    const { id } = await run(
      crm.upsert('Contact', { Name: 'Ada', Email: ADA.Email, Notes: 'first' }, { match: ['Email'], onMatch: 'update' }),
    )
    const result = await run(
      crm.upsert(
        'Contact',
        { ...ADA, Notes: 'second', JobTitle: null, BirthDate: '1815-12-10T00:00:00Z' },
        {
          match: ['Email'],
          onMatch: 'update',
          fields: { Name: 'keep', AccountId: 'fillEmpty', BirthDate: 'fillEmpty', Notes: 'append' },
        },
      ),
    )
    expect(result.changed).toEqual(['MobilePhone', 'AccountId', 'Notes', 'BirthDate'])
    expect(box.state.tables.Contact?.get(String(id))).toMatchObject({
      Name: 'Ada',
      AccountId: ACCOM,
      Notes: 'first\nsecond',
      BirthDate: '1815-12-10T00:00:00Z',
    })
  })

  it('knows an amount however it is written', async () => {
    const { crm, run } = start()
    const order = { Number: 'ORD-1', Amount: '320.00', Date: '2026-02-01T08:30:00Z' }
    const policy = { match: ['Number'], onMatch: 'update' } as const
    const { id } = await run(crm.upsert('Order', order, policy))
    expect(await run(crm.upsert('Order', { ...order, Date: '2026-02-01T08:30:00.0000000Z' }, policy))).toMatchObject({
      outcome: 'skipped',
      changed: [],
    })
    expect(await run(crm.upsert('Order', { ...order, Amount: '320.50' }, policy))).toMatchObject({
      id,
      changed: ['Amount'],
    })
    expect(await run(crm.odata.set('Order').get(String(id), { select: ['Amount'] }))).toEqual({ Amount: '320.5' })
  })

  it('searches by a lookup through its navigation', async () => {
    const { crm, run, calls } = start()
    await run(
      crm.upsert(
        'Contact',
        { Name: 'John Best', AccountId: ACCOM },
        { match: ['Name', 'AccountId'], onMatch: 'skip', onMany: 'first' },
      ),
    )
    expect(decodeURIComponent(calls()[0]?.query ?? '')).toContain(`Account/Id eq ${ACCOM}`)
  })

  it('makes one contact of a hundred calls at once, also from two clients of the same account', async () => {
    const { box, make, clock } = start()
    const clients = [make(), make()]
    const before = box.state.tables.Contact?.size ?? 0
    const phones = ['+380671112233', '0671112233', '380671112233']
    const results = await clock.run(
      Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          clients[index % 2]!.upsert(
            'Contact',
            { Name: 'Ada', MobilePhone: phones[index % 3] as string },
            { match: ['MobilePhone'], onMatch: 'skip', phones: UKRAINE },
            { timeout: 1_000_000 },
          ),
        ),
      ),
    )
    expect(box.state.tables.Contact?.size).toBe(before + 1)
    expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(1)
  })

  it('does not create twice when the answer is lost', async () => {
    const { box, crm, run } = start()
    const before = box.state.tables.Contact?.size ?? 0
    box.fail({ with: 'resetAfter', when: { method: 'POST', path: '/0/odata/Contact' } })
    const { id } = await run(crm.upsert('Contact', ADA, BY_PHONE_OR_MAIL))
    expect(box.state.tables.Contact?.size).toBe(before + 1)
    expect(box.state.tables.Contact?.has(String(id))).toBe(true)
  })

  it('takes a creation for done when a handler failed after the record was saved', async () => {
    const { box, crm, run } = start()
    const contacts = box.state.tables.Contact
    const seen: string[] = []
    box.fail({
      with: 'status',
      status: 500,
      body: {
        error: { code: '', message: 'An error has occurred.', innererror: { message: 'NullReferenceException' } },
      },
      when: (request) => {
        if (request.path !== '/0/odata/Contact' || request.method !== 'POST') return false
        const row = JSON.parse(request.text()) as { Id: string; Name: string }
        contacts?.insert(row)
        seen.push(row.Id)
        return true
      },
    })
    const result = await run(crm.upsert('Contact', ADA, BY_PHONE_OR_MAIL))
    expect(result).toMatchObject({ outcome: 'created', id: seen[0] })
    expect(seen).toHaveLength(1)
  })

  it('says what Creatio said when it refuses, and that several records match', async () => {
    const { crm, run, failure } = start()
    const refused = await failure(crm.upsert('Contact', { ...ADA, CityId: crypto.randomUUID() }, BY_PHONE_OR_MAIL))
    expect(String(refused)).toContain('FOREIGN KEY')
    await run(crm.odata.set('Contact').create({ Name: 'One', Email: 'twin@mail.example' }))
    await run(crm.odata.set('Contact').create({ Name: 'Two', Email: 'twin@mail.example' }))
    const values = { Name: 'Three', Email: 'twin@mail.example' }
    const many = await failure(crm.upsert('Contact', values, { match: ['Email'], onMatch: 'update' }))
    expect(many).toBeInstanceOf(ConflictError)
    expect(many).toMatchObject({ code: 'many_matches', operation: 'creatio.upsert.Contact' })
    const newest = await run(crm.upsert('Contact', values, { match: ['Email'], onMatch: 'skip', onMany: 'newest' }))
    expect(newest.matched).toHaveLength(2)
  })

  it('sends nothing when there is nothing to search by', async () => {
    const { crm, failure, box } = start()
    const nothing = crm.upsert(
      'Contact',
      { Name: 'Ada', Email: '' },
      { match: [['Email'], ['MobilePhone' as 'Email']], onMatch: 'skip' },
    )
    expect(await failure(nothing)).toBeInstanceOf(InputError)
    const known = crm.upsert('Contact', { Id: ACCOM, Email: 'a@b.ru' }, { match: ['Email'], onMatch: 'skip' })
    expect(await failure(known)).toBeInstanceOf(InputError)
    expect(box.requests).toHaveLength(0)
  })
})
