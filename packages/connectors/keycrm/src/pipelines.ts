import { listOperation, path, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { cards } from './cards.ts'
import { byPage } from './pages.ts'
import { paging } from './query.ts'
import { Flag, Id, Num, Text } from './wire.ts'

/** A sales pipeline. */
export const Pipeline = schema(() =>
  z.looseObject({
    id: z.number(),
    name: Text(),
    target_type: Text(),
    target_id: z.union([z.string(), z.number()]).nullish(),
    use_payments: Flag(),
    lead_type: Text(),
  }),
)
export interface Pipeline extends z.output<ReturnType<typeof Pipeline>> {}

/** A status of a pipeline, in which cards are. `color` is hexadecimal. */
export const PipelineStatus = schema(() =>
  z.looseObject({
    id: z.number(),
    pipeline_id: Num(),
    title: Text(),
    alias: Text(),
    color: Text(),
    is_final: Flag(),
    leads_count: Num(),
  }),
)
export interface PipelineStatus extends z.output<ReturnType<typeof PipelineStatus>> {}

export const ListPipelines = schema(() => z.strictObject(paging()))
export interface ListPipelines extends z.output<ReturnType<typeof ListPipelines>> {}

export const ListPipelineStatuses = schema(() => z.strictObject({ pipelineId: Id(), ...paging() }))
export interface ListPipelineStatuses extends z.output<ReturnType<typeof ListPipelineStatuses>> {}

export const pipelines = {
  /** Sales pipelines. With pipelines switched off in the CRM it is an InvalidRequestError, "Leads are not enabled". */
  list: listOperation<ListPipelines, Pipeline>({
    summary: 'List pipelines',
    input: ListPipelines,
    item: Pipeline,
    pages: byPage,
    key: (pipeline) => pipeline.id,
    request: () => ({ method: 'GET', path: path`pipelines` }),
    example: {
      input: {},
      item: {
        id: 1,
        name: 'Лендінги',
        target_type: 'lead_pipeline',
        target_id: '2',
        use_payments: true,
        lead_type: 'request',
      },
    },
  }),
  statuses: {
    /** Statuses of one pipeline. */
    list: listOperation<ListPipelineStatuses, PipelineStatus>({
      summary: 'List statuses of a pipeline',
      input: ListPipelineStatuses,
      item: PipelineStatus,
      pages: byPage,
      key: (status) => status.id,
      request: ({ pipelineId }) => ({ method: 'GET', path: path`pipelines/${pipelineId}/statuses` }),
      example: {
        input: { pipelineId: 1 },
        item: {
          id: 1,
          pipeline_id: 1,
          title: 'Новий',
          alias: 'new',
          color: '#69DB7C',
          is_final: false,
          leads_count: 16,
        },
      },
    }),
  },
  cards: cards as typeof cards,
}
