import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const RESOURCES = 30

/** Of each resource: what its operations are called and how they are declared, in the style of a real connector. */
const OPERATIONS = [
  'get',
  'list',
  'create',
  'update',
  'remove',
  'archive',
  'restore',
  'history',
  'assign',
  'count',
] as const

export const operationCount: number = RESOURCES * OPERATIONS.length

/** Writes a connector of 300 operations, with a file per resource, and the tsconfig that checks it. */
export function generateFixture(dir: string): void {
  rmSync(dir, { recursive: true, force: true })
  mkdirSync(join(dir, 'src'), { recursive: true })
  for (let index = 0; index < RESOURCES; index++)
    writeFileSync(join(dir, 'src', `resource${index}.ts`), resource(index))
  writeFileSync(join(dir, 'src', 'connector.ts'), connector())
  writeFileSync(join(dir, 'src', 'use.ts'), use())
  const config = {
    extends: '../../../tsconfig.base.json',
    // As a user would: the built declarations of core, the libraries' declarations unchecked.
    compilerOptions: {
      customConditions: [],
      rootDir: 'src',
      outDir: 'dist',
      emitDeclarationOnly: true,
      declarationMap: false,
    },
    include: ['src'],
  }
  writeFileSync(join(dir, 'tsconfig.json'), JSON.stringify(config, null, 2))
}

function resource(index: number): string {
  const name = `Item${index}`
  const path = `item${index}`
  return `import { listOperation, operation, pageNumberPages, path, schema } from '@bpmcentr/core'
import * as z from 'zod'

const Person${index} = schema(() => z.looseObject({ id: z.number(), full_name: z.string(), email: z.string().nullish(), phones: z.array(z.string()) }))

/** What the vendor sends. */
export const ${name} = schema(() =>
  z.looseObject({
    id: z.number(),
    parent_id: z.number().nullish(),
    uuid: z.string().nullish(),
    title: z.string(),
    status_id: z.number(),
    status: z.enum(['new', 'paid', 'shipped', 'done', 'cancelled']).or(z.string()),
    total: z.string(),
    discount: z.string().nullish(),
    comment: z.string().nullish(),
    created_at: z.string(),
    updated_at: z.string(),
    closed_at: z.string().nullish(),
    tags: z.array(z.looseObject({ id: z.number(), name: z.string(), color: z.string().nullish() })).optional(),
    buyer: Person${index}().optional(),
    manager: Person${index}().nullish(),
    custom_fields: z.array(z.looseObject({ uuid: z.string(), value: z.unknown() })).optional(),
  }),
)
export interface ${name} extends z.output<ReturnType<typeof ${name}>> {}

export const ${name}Id = schema(() => z.strictObject({ id: z.number().int().positive(), include: z.array(z.enum(['buyer', 'manager', 'tags'])).optional() }))
export interface ${name}Id extends z.output<ReturnType<typeof ${name}Id>> {}

export const ${name}Filter = schema(() =>
  z.strictObject({
    filter: z.strictObject({ status_id: z.number().optional(), created_between: z.tuple([z.string(), z.string()]).optional(), uuid: z.string().optional() }).optional(),
    sort: z.enum(['id', '-id', 'created_at', '-created_at']).optional(),
    include: z.array(z.enum(['buyer', 'manager', 'tags'])).optional(),
  }),
)
export interface ${name}Filter extends z.output<ReturnType<typeof ${name}Filter>> {}

export const New${name} = schema(() =>
  z.strictObject({
    title: z.string().min(1),
    uuid: z.string().optional(),
    status_id: z.number().optional(),
    total: z.union([z.number(), z.string()]).optional(),
    comment: z.string().optional(),
    buyer: z.strictObject({ full_name: z.string(), email: z.string().optional(), phone: z.string().optional() }).optional(),
    tags: z.array(z.number()).optional(),
  }),
)
export interface New${name} extends z.output<ReturnType<typeof New${name}>> {}

export const Change${name} = schema(() => z.strictObject({ id: z.number(), title: z.string().optional(), comment: z.string().optional(), status_id: z.number().optional() }))
export interface Change${name} extends z.output<ReturnType<typeof Change${name}>> {}

export const items${index} = {
${OPERATIONS.map((operation) => declaration(operation, name, path)).join('\n')}
}
`
}

function declaration(operation: (typeof OPERATIONS)[number], name: string, path: string): string {
  const comment = `  /** ${operation} one of the vendor's ${path}. Dates are UTC. */`
  const call = (kind: string, input: string, output: string, request: string): string =>
    `${comment}
  ${operation}: operation<${input}, ${output}>({ summary: '${operation} ${path}', kind: '${kind}', input: ${input}, output: ${output}, request: ${request} }),`
  const list = (): string =>
    `${comment}
  ${operation}: listOperation<${name}Filter, ${name}>({
    summary: '${operation} ${path}',
    input: ${name}Filter,
    item: ${name},
    pages: pageNumberPages({ size: 50 }),
    request: ({ sort }) => ({ method: 'GET', path: '${path}', query: { sort } }),
  }),`
  const byId = `(input) => ({ method: 'GET', path: path\`${path}/\${input.id}\` })`
  const body = `({ id, ...json }) => ({ method: 'PUT', path: path\`${path}/\${id}\`, json })`
  switch (operation) {
    case 'list':
    case 'history':
      return list()
    case 'create':
      return call('create', `New${name}`, name, `(json) => ({ method: 'POST', path: '${path}', json })`)
    case 'update':
    case 'assign':
      return call('update', `Change${name}`, name, body)
    case 'archive':
    case 'restore':
      return call('action', `${name}Id`, name, byId)
    case 'remove':
      return call('delete', `${name}Id`, name, byId)
    default:
      return call('read', `${name}Id`, name, byId)
  }
}

function connector(): string {
  const indexes = Array.from({ length: RESOURCES }, (_, index) => index)
  return `import { bearer, defineConnector, secret } from '@bpmcentr/core'
import * as z from 'zod'
${indexes.map((index) => `import { items${index} } from './resource${index}.ts'`).join('\n')}

export const shop = defineConnector({
  id: 'shop',
  title: 'Shop',
  options: () => z.strictObject({ apiKey: secret(z.string().min(1)) }),
  connect: (options) => ({ baseUrl: 'https://shop.test/', auth: bearer(options.apiKey) }),
  operations: { ${indexes.map((index) => `items${index}`).join(', ')} },
})
`
}

function use(): string {
  return `import { shop } from './connector.ts'
import type { Item7 } from './resource7.ts'

const client = shop({ apiKey: 'key' })

export async function first(): Promise<Item7> {
  const found = await client.items7.get({ id: 1, include: ['buyer'] })
  for await (const item of client.items7.list({ filter: { status_id: 3 } })) if (item.id > found.id) return item
  // @ts-expect-error a misspelt filter does not compile
  client.items7.list({ filter: { status: 3 } })
  return client.items7.create({ title: 'A new one' })
}
`
}
