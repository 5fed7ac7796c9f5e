import { InputError, InvalidRequestError, OutcomeUnknownError, ServerError } from '@bpmcentr/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { esq } from '../src/index.ts'
import { ACCOM, JOHN, start } from './support/site.ts'

describe('a select', () => {
  it('reads page by page and brings lookups with their names', async () => {
    const { crm, run, calls } = start({ contacts: 1_100 })
    const rows = await run(
      crm.dataService.select({ schema: 'Contact', columns: ['Name', 'Account'] }).all({ max: 5_000 }),
    )
    expect(rows).toHaveLength(1_102)
    expect(rows.find(({ Id }) => Id === JOHN)).toMatchObject({ Account: { value: ACCOM, displayValue: 'Accom' } })
    expect(calls().map(({ body }) => JSON.parse(body))).toEqual([
      expect.objectContaining({ rowCount: 500, rowsOffset: 0, isPageable: true }),
      expect.objectContaining({ rowCount: 500, rowsOffset: 500 }),
      expect.objectContaining({ rowCount: 500, rowsOffset: 1000 }),
    ])
  })

  it('is written as Creatio reads it', async () => {
    const { crm, run, calls } = start()
    await run(
      crm.dataService
        .select({ schema: 'Contact', columns: ['Name'], filter: esq.contains('Name', 'Best'), orderBy: ['-CreatedOn'] })
        .first(),
    )
    expect(JSON.parse(calls()[0]?.body ?? '')).toEqual({
      rootSchemaName: 'Contact',
      operationType: 0,
      allColumns: false,
      isDistinct: false,
      ignoreDisplayValues: false,
      useLocalization: true,
      isPageable: true,
      rowCount: 500,
      rowsOffset: 0,
      columns: {
        items: {
          Name: { expression: { expressionType: 0, columnPath: 'Name' } },
          CreatedOn: {
            expression: { expressionType: 0, columnPath: 'CreatedOn' },
            orderDirection: 2,
            orderPosition: 1,
          },
          Id: { expression: { expressionType: 0, columnPath: 'Id' }, orderDirection: 1, orderPosition: 2 },
        },
      },
      filters: {
        filterType: 6,
        logicalOperation: 0,
        isEnabled: true,
        items: {
          f0: {
            filterType: 1,
            comparisonType: 11,
            isEnabled: true,
            leftExpression: { expressionType: 0, columnPath: 'Name' },
            rightExpression: { expressionType: 2, parameter: { dataValueType: 1, value: 'Best' } },
          },
        },
      },
    })
  })

  it('filters by paths, macros, lists, ranges and related records', async () => {
    const { crm, run } = start()
    const names = async (filter: ReturnType<typeof esq.all>) =>
      (await run(crm.dataService.select({ schema: 'Contact', columns: ['Name'], filter }).all({ max: 100 }))).map(
        ({ Name }) => Name,
      )
    expect(await names(esq.equal('Id', esq.macro('currentUserContact')))).toEqual(['Supervisor'])
    expect(await names(esq.equal('Account.Name', 'Accom'))).toHaveLength(10)
    expect(await names(esq.oneOf('Id', [esq.guid(JOHN), esq.guid(ACCOM)]))).toEqual(['John Best'])
    expect(await names(esq.isNull('Account'))).toEqual(expect.arrayContaining(['Supervisor', 'Nobody']))
    expect(await names(esq.exists('[ContactFile:Contact].Id', esq.endsWith('Name', '.pdf')))).toEqual(['John Best'])
    expect(
      await names(esq.all(esq.notExists('[ContactFile:Contact].Id'), esq.equal('Name', 'John Best'))),
    ).not.toHaveLength(0)
    expect(
      await names(esq.between('CreatedOn', esq.dateTime('2026-01-01T00:00:00'), esq.dateTime('2026-01-01T00:01:00'))),
    ).toHaveLength(4)
    expect(await names(esq.any(esq.equal('Name', 'Nobody'), esq.equal('Name', 'Supervisor')))).toHaveLength(2)
  })

  it('adds up, by group and in all', async () => {
    const { crm, run } = start()
    const total = await run(
      crm.dataService.select({ schema: 'Contact', columns: { total: esq.count() } }).all({ max: 10 }),
    )
    expect(total).toEqual([{ total: 32 }])
    const groups = await run(
      crm.dataService
        .select({
          schema: 'Contact',
          columns: { company: 'Account.Name', people: esq.count() },
          filter: esq.isNotNull('Account'),
        })
        .all({ max: 10 }),
    )
    expect(groups).toHaveLength(3)
    expect(groups).toContainEqual({ company: 'Accom', people: 10 })
  })

  it('says how a lookup is written when it was written as in OData', async () => {
    const { crm, failure } = start()
    const error = await failure(crm.dataService.select({ schema: 'Contact', columns: ['AccountId'] }).first())
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(String(error)).toContain('Column by path AccountId not found')
  })
})

describe('values', () => {
  it('come back as they were written, whatever the text', async () => {
    const { crm, run } = start()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (Name) => {
        const { id } = await run(crm.dataService.insert({ schema: 'City', values: { Name } }))
        const found = await run(
          crm.dataService
            .select({
              schema: 'City',
              columns: ['Name'],
              filter: esq.all(esq.equal('Name', Name), esq.equal('Id', esq.guid(id))),
            })
            .all({ max: 2 }),
        )
        expect(found).toEqual([{ Id: id, Name }])
      }),
      { numRuns: 40 },
    )
  })
})

describe('a write', () => {
  it('inserts with an id of its own, also when the answer is lost', async () => {
    const { box, crm, run } = start()
    box.fail({ with: 'resetAfter', when: { path: /InsertQuery/ } })
    const before = box.state.tables.Contact?.size ?? 0
    const { id } = await run(
      crm.dataService.insert({
        schema: 'Contact',
        values: { Name: 'Ada', Account: esq.lookup(ACCOM), Confirmed: true },
      }),
    )
    expect(box.state.tables.Contact?.size).toBe(before + 1)
    expect(box.state.tables.Contact?.get(id)).toMatchObject({ Name: 'Ada', AccountId: ACCOM, Confirmed: true })
  })

  it('updates and deletes what the filter says', async () => {
    const { crm, run, box } = start()
    const filter = esq.equal('Name', 'Nobody')
    expect(await run(crm.dataService.update({ schema: 'Contact', values: { JobTitle: 'CEO' }, filter }))).toMatchObject(
      { rowsAffected: 1 },
    )
    expect(box.state.tables.Contact?.find(({ Name }) => Name === 'Nobody')?.JobTitle).toBe('CEO')
    expect(await run(crm.dataService.delete({ schema: 'Contact', filter }))).toMatchObject({ rowsAffected: 1 })
    expect(await run(crm.dataService.delete({ schema: 'Contact', filter }))).toMatchObject({ rowsAffected: 0 })
  })

  it('never touches a whole table by mistake', async () => {
    const { crm, run, failure, box } = start()
    expect(await failure(crm.dataService.delete({ schema: 'City' }))).toBeInstanceOf(InputError)
    expect(
      await failure(crm.dataService.update({ schema: 'City', values: { Name: 'x' }, filter: undefined })),
    ).toBeInstanceOf(InputError)
    expect(box.requests).toHaveLength(0)
    const emptied = await run(
      crm.dataService.update({ schema: 'City', values: { Description: esq.value('text', null) }, everything: true }),
    )
    expect(emptied.rowsAffected).toBe(2)
  })

  it('tells a refusal that comes with status 200, and does not try again', async () => {
    const { crm, failure, calls } = start()
    const error = await failure(
      crm.dataService.insert({ schema: 'Contact', values: { Name: 'Ada', City: esq.lookup(crypto.randomUUID()) } }),
    )
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ vendorCode: 'SqlException', status: 200 })
    expect(calls()).toHaveLength(1)
  })

  it('explains types that Creatio cannot read', async () => {
    const { crm, failure, calls } = start()
    const mediumText = { expressionType: 2, parameter: { dataValueType: 28, value: 'x' } } as const
    const error = await failure(
      crm.dataService.select({ schema: 'City', columns: ['Name'], filter: esq.equal('Name', mediumText) }).first(),
    )
    expect(error).toBeInstanceOf(ServerError)
    expect(calls()).toHaveLength(1)
  })
})

describe('a batch', () => {
  const city = (Name: string, more = {}) => ({ insert: { schema: 'City', values: { Name, ...more } } })
  const bad = city('bad', { Country: esq.lookup('11111111-1111-4111-8111-111111111111') })

  it('puts the type of each item first', async () => {
    const { crm, run, calls } = start()
    const filter = esq.equal('Name', 'Kyiv')
    await run(
      crm.dataService.batch({
        items: [
          city('a'),
          { update: { schema: 'City', values: { Description: 'd' }, filter } },
          { delete: { schema: 'City', filter } },
        ],
      }),
    )
    const sent = JSON.parse(calls()[0]?.body ?? '') as { items: object[] }
    expect(sent.items.map((item) => Object.entries(item)[0])).toEqual([
      ['__type', 'Terrasoft.Nui.ServiceModel.DataContract.InsertQuery'],
      ['__type', 'Terrasoft.Nui.ServiceModel.DataContract.UpdateQuery'],
      ['__type', 'Terrasoft.Nui.ServiceModel.DataContract.DeleteQuery'],
    ])
  })

  it('tells of each item what became of it', async () => {
    const { crm, run, box } = start()
    const stopped = await run(crm.dataService.batch({ items: [city('a'), bad, city('b')] }))
    expect(stopped.outcomes).toEqual([
      { status: 'succeeded', id: expect.any(String), rowsAffected: 1 },
      { status: 'failed', vendorCode: 'SqlException', message: expect.stringContaining('FOREIGN KEY') },
      { status: 'notExecuted' },
    ])
    const whole = await run(crm.dataService.batch({ items: [city('c'), bad, city('d')], continueOnError: true }))
    expect(whole.outcomes.map(({ status }) => status)).toEqual(['succeeded', 'failed', 'succeeded'])
    const [made] = whole.outcomes
    expect(box.state.tables.City?.get(String(made?.id))?.Name).toBe('c')
  })

  it('stays unknown when its answer is lost', async () => {
    const { crm, failure, box, calls } = start()
    box.fail({ with: 'resetAfter', when: { path: /BatchQuery/ } })
    expect(await failure(crm.dataService.batch({ items: [city('a')] }))).toBeInstanceOf(OutcomeUnknownError)
    expect(calls()).toHaveLength(1)
  })
})
