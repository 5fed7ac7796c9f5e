import type { World } from './world.ts'

const NAMESPACE = 'Terrasoft.Configuration.OData'

/** `$metadata` of the sandbox's objects, as `odata generate` reads it. */
export function metadataOf(world: World): string {
  const names = Object.keys(world.tables)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>',
    `<Schema Namespace="${NAMESPACE}" xmlns="http://docs.oasis-open.org/odata/ns/edm">`,
    ...names.map((name) => entityType(world, name)),
    `<EntityContainer Name="Container">${names.map((name) => `<EntitySet Name="${name}" EntityType="${NAMESPACE}.${name}"/>`).join('')}</EntityContainer>`,
    '</Schema></edmx:DataServices></edmx:Edmx>',
  ].join('\n')
}

function entityType(world: World, name: string): string {
  const columns = Object.entries(world.columns(name))
  const properties = columns.map(([column, type]) => {
    const required = column === 'Id' || !/String|Guid|DateTimeOffset/.test(type)
    return `<Property Name="${column}" Type="${type}"${required ? ' Nullable="false"' : ''}${type === 'Edm.Decimal' ? ' Scale="Variable"' : ''}/>`
  })
  const lookups = columns.flatMap(([column, type]) => {
    const lookup = column.replace(/Id$/, '')
    const target = type === 'Edm.Guid' ? world.target(name, lookup) : undefined
    return target === undefined ? [] : [`<NavigationProperty Name="${lookup}" Type="${NAMESPACE}.${target}"/>`]
  })
  return `<EntityType Name="${name}"><Key><PropertyRef Name="Id"/></Key>${properties.join('')}${lookups.join('')}</EntityType>`
}
