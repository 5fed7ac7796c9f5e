import { type Answer, type ConnectorError, textBody } from '@bpmcentr/core'
import type { ServiceRequest } from '../client/request.ts'
import type { Service } from '../client/service.ts'
import { innerAnswer, notABatch } from './answers.ts'
import { newBoundary } from './boundary.ts'
import type { BatchItem } from './items.ts'
import { type AnswerEntry, type BatchEntry, type PartAnswer, readMultipart, writeMultipart } from './multipart.ts'
import { notExecuted, type Outcome, rolledBack } from './outcomes.ts'
import { partOf } from './parts.ts'

export interface Group {
  readonly atomic: boolean
  readonly items: readonly BatchItem<unknown>[]
}

/** Judges the answer to one request: an outcome of its own. */
export type JudgeItem = (item: BatchItem<unknown>, answer: Answer) => Outcome<unknown>

export type Outcomes = Map<BatchItem<unknown>, Outcome<unknown>>

/** `multipart/mixed`, which all versions have. */
export function multipartRequest(
  service: Service,
  groups: readonly Group[],
  prefer: string | undefined,
): ServiceRequest {
  const entries = groups.map(({ atomic, items }): BatchEntry => {
    const parts = items.map((item) => partOf(service, item))
    const [only] = parts
    const alone = !atomic && only !== undefined && (only.method === 'GET' || service.dialect.writesAlone)
    return alone ? only : parts
  })
  const { boundary, text } = writeMultipart(entries, newBoundary)
  return {
    method: 'POST',
    path: '$batch',
    headers: { ...service.headers({ prefer }, false), accept: 'multipart/mixed' },
    body: textBody(text, `multipart/mixed; boundary=${boundary}`),
    expect: 'text',
  }
}

export function multipartOutcomes(answer: Answer, groups: readonly Group[], judge: JudgeItem): Outcomes {
  const type = answer.header('content-type') ?? ''
  if (typeof answer.body !== 'string' || !/^multipart\//i.test(type)) throw notABatch(answer.status)
  const entries = readMultipart(answer.body, type)
  const outcomes: Outcomes = new Map()
  for (const [index, { items, atomic }] of groups.entries()) {
    // Whatever comes after a failure is missing, unless the service was asked to go on.
    const entry = entries[index]
    if (entry === undefined) for (const item of items) outcomes.set(item, notExecuted())
    else if (atomic || Array.isArray(entry)) changeSet(items, entry, judge, outcomes)
    else
      outcomes.set(items[0] as BatchItem<unknown>, single(items[0] as BatchItem<unknown>, entry as PartAnswer, judge))
  }
  return outcomes
}

function single(item: BatchItem<unknown>, part: PartAnswer, judge: JudgeItem): Outcome<unknown> {
  return judge(item, innerAnswer(part.status, part.headers, part.body))
}

/** A change set that failed is answered by one part instead of one for each request. */
function changeSet(
  items: readonly BatchItem<unknown>[],
  entry: AnswerEntry,
  judge: JudgeItem,
  outcomes: Outcomes,
): void {
  const parts = Array.isArray(entry) ? (entry as readonly PartAnswer[]) : [entry as PartAnswer]
  const judged = new Map<BatchItem<unknown>, Outcome<unknown>>()
  const named = parts.map((part) => items.find((item) => item.contentId === part.id))
  // By their ids, or in their order where a service makes up ids of its own.
  const known = named.every((item) => item !== undefined) && new Set(named).size === parts.length
  for (const [index, part] of parts.entries()) {
    const item = known ? named[index] : items[parts.length === items.length ? index : 0]
    if (item !== undefined) judged.set(item, single(item, part, judge))
  }
  settleGroup(items, judged, outcomes)
}

/** One failure undoes all: what else the service says of the group's other members is not how things are. */
export function settleGroup(
  items: readonly BatchItem<unknown>[],
  judged: ReadonlyMap<BatchItem<unknown>, Outcome<unknown>>,
  outcomes: Outcomes,
): void {
  const failed = [...judged.values()].some(({ status }) => status !== 'succeeded')
  for (const item of items) {
    const outcome = judged.get(item)
    if (!failed) outcomes.set(item, outcome ?? notExecuted())
    else outcomes.set(item, outcome !== undefined && outcome.status !== 'succeeded' ? outcome : rolledBack())
  }
}

export function failure(error: ConnectorError): Outcome<never> {
  return { status: 'failed', error }
}
