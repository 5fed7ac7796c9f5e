import { empty, type Reply, type SandboxRequest, xml } from '@bpmcentr/core/testing'
import { noSuchEntity, refusal } from './errors.ts'
import type { Row, World } from './world.ts'

const POINT = /^'(?:.*\/)?(ExchangePlan_[^(]+)\(guid'([\da-f-]{36})'\)'$/i

/** `SelectChanges`: the changes of a node as an Atom feed, which is its only form. */
export function selectChanges(world: World, request: SandboxRequest): Reply {
  const { node, messageNo } = packetOf(world, request)
  const root = `${request.origin}${request.pathname.replace(/SelectChanges$/, '')}`
  const entries: string[] = []
  for (const change of world.registered.get(node)?.values() ?? []) {
    change.messageNo = messageNo
    const id = `${root}${change.set}${keyText(world, change.set, change.row)}`
    entries.push(
      change.deleted
        ? `<at:deleted-entry ref="${escaped(id)}" when="2026-01-01T00:00:00"/>`
        : `<entry><id>${escaped(id)}</id><category term="StandardODATA.${change.set}" scheme="http://schemas.microsoft.com/ado/2007/08/dataservices/scheme"/><title type="text"/><content type="application/xml"><m:properties>${members(change.set, change.row)}</m:properties></content></entry>`,
    )
  }
  const namespaces =
    'xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:d="http://schemas.microsoft.com/ado/2007/08/dataservices" xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"'
  return xml(`<?xml version="1.0" encoding="UTF-8"?>\n<feed ${namespaces}>${entries.join('\n')}</feed>`)
}

/** `NotifyChangesReceived`: forgets what went out with that message, but not what has changed since. */
export function notifyReceived(world: World, request: SandboxRequest): Reply {
  const { node, row, messageNo } = packetOf(world, request)
  const list = world.registered.get(node)
  for (const [address, { messageNo: sent }] of list ?? []) {
    if (sent !== undefined && sent <= messageNo) list?.delete(address)
  }
  row.ReceivedNo = String(messageNo)
  return empty(200)
}

function packetOf(world: World, request: SandboxRequest) {
  const [, plan = '', node = ''] = POINT.exec(request.query.get('DataExchangePoint') ?? '') ?? []
  const number = request.query.get('MessageNo') ?? ''
  if (plan === '' || !/^\d+$/.test(number)) throw refusal(400, '12', 'Не задан аргумент метода')
  const row = world.rows(plan).find((each) => each.Ref_Key === node)
  if (row === undefined) throw noSuchEntity()
  return { node, row, messageNo: BigInt(number) }
}

function keyText(world: World, set: string, row: Row): string {
  const names = world.keys(set)
  const literal = (name: string) => {
    const value = String(row[name])
    if (name.endsWith('_Key')) return `guid'${value}'`
    return name === 'Period' ? `datetime'${value}'` : `'${value.replaceAll("'", "''")}'`
  }
  const [only = ''] = names
  return names.length === 1 ? `(${literal(only)})` : `(${names.map((name) => `${name}=${literal(name)}`).join(',')})`
}

function members(type: string, row: Row): string {
  return Object.entries(row)
    .map(([name, value]) => member(`${type}_${name}`, name, value))
    .join('')
}

function member(type: string, name: string, value: unknown): string {
  if (value === null) return `<d:${name} m:null="true"/>`
  if (!Array.isArray(value)) return value === '' ? `<d:${name}/>` : `<d:${name}>${escaped(String(value))}</d:${name}>`
  const items = value.map(
    (item) => `<d:element m:type="StandardODATA.${type}_RowType">${members(type, item as Row)}</d:element>`,
  )
  return `<d:${name} m:type="Collection(StandardODATA.${type}_RowType)">${items.join('')}</d:${name}>`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
