import { type Operation, schema } from '@bpmcentr/core'
import * as z from 'zod'
import { Ask, Values } from './classic.ts'
import { listMethod, method } from './rpc.ts'
import { AnyId, asList, Done, done, Id } from './schemas.ts'

/** A task: names in camel case, numbers as text. */
export const Task = schema(() =>
  z.looseObject({
    id: AnyId(),
    title: z.string().nullish(),
    /** 2 pending, 3 in progress, 4 awaiting control, 5 completed, 6 postponed. */
    status: AnyId().nullish(),
    responsibleId: AnyId().nullish(),
    createdBy: AnyId().nullish(),
    deadline: z.string().nullish(),
    groupId: AnyId().nullish(),
  }),
)
export interface Task extends z.output<ReturnType<typeof Task>> {}

const TASK: Task = { id: '1', title: 'Prepare the contract', status: '2', responsibleId: '1' }

const TaskId = schema(() => z.strictObject({ taskId: Id() }))
export interface TaskId extends z.output<ReturnType<typeof TaskId>> {}

const NewTask = schema(() =>
  z.strictObject({ fields: z.looseObject({ TITLE: z.string().min(1), RESPONSIBLE_ID: Id() }) }),
)
export interface NewTask extends z.output<ReturnType<typeof NewTask>> {}

const GetTask = schema(() => z.strictObject({ taskId: Id(), select: z.array(z.string()).optional() }))
const Comment = schema(() => z.strictObject({ taskId: Id(), fields: z.looseObject({ POST_MESSAGE: z.string() }) }))
const CheckItem = schema(() => z.strictObject({ taskId: Id(), fields: z.looseObject({ TITLE: z.string() }) }))
const CheckItemId = schema(() => z.strictObject({ taskId: Id(), itemId: Id() }))
export interface CheckItemId extends z.output<ReturnType<typeof CheckItemId>> {}

const Rows = schema(() => z.array(z.looseObject({ ID: AnyId() })))

function action(verb: string, summary: string): Operation<TaskId, Task> {
  return method<TaskId, Task>({
    method: `tasks.task.${verb}`,
    summary,
    kind: 'update',
    input: TaskId,
    output: Task,
    answer: (result) => result.task,
    example: { input: { taskId: 1 }, output: TASK },
  })
}

/** https://apidocs.bitrix24.com/api-reference/tasks/index.html */
export const tasks = {
  /** Creates a task: `{ TITLE, RESPONSIBLE_ID, DEADLINE, UF_CRM_TASK: ['D_10'] … }`. */
  add: method<NewTask, Task>({
    method: 'tasks.task.add',
    summary: 'Create a task',
    kind: 'create',
    input: NewTask,
    output: Task,
    answer: (result) => result.task,
    example: { input: { fields: { TITLE: 'Prepare the contract', RESPONSIBLE_ID: 1 } }, output: TASK },
  }),
  get: method<{ readonly taskId: number; readonly select?: readonly string[] | undefined }, Task>({
    method: 'tasks.task.get',
    summary: 'Get a task',
    kind: 'read',
    input: GetTask as never,
    output: Task,
    answer: (result) => result.task,
    example: { input: { taskId: 1 }, output: TASK },
  }),
  /** Filter and order name fields in capitals (`ID`, `>CHANGED_DATE`), rows in camel case. */
  list: listMethod<Ask, Task>({
    method: 'tasks.task.list',
    summary: 'List tasks',
    input: Ask,
    item: Task,
    rows: 'tasks',
    key: ({ id }) => id,
    id: { filter: 'ID', row: 'id' },
    example: { input: {}, item: TASK },
  }),
  update: method<{ readonly taskId: number; readonly fields: Values }, Task>({
    method: 'tasks.task.update',
    summary: 'Change a task',
    kind: 'update',
    input: schema(() => z.strictObject({ taskId: Id(), fields: Values() })),
    output: Task,
    answer: (result) => result.task,
    example: { input: { taskId: 1, fields: { TITLE: 'Sign the contract' } }, output: TASK },
  }),
  delete: method<TaskId, true>({
    method: 'tasks.task.delete',
    summary: 'Delete a task',
    kind: 'delete',
    input: TaskId,
    output: Done,
    answer: done,
    example: { input: { taskId: 1 }, output: true },
  }),
  start: action('start', 'Start a task'),
  pause: action('pause', 'Pause a task'),
  complete: action('complete', 'Complete a task'),
  renew: action('renew', 'Take a completed task up again'),
  approve: action('approve', 'Accept the result of a task'),
  disapprove: action('disapprove', 'Send a task back'),
  defer: action('defer', 'Postpone a task'),
  delegate: method<{ readonly taskId: number; readonly userId: number }, Task>({
    method: 'tasks.task.delegate',
    summary: 'Hand a task to another user',
    kind: 'update',
    input: schema(() => z.strictObject({ taskId: Id(), userId: Id() })),
    output: Task,
    answer: (result) => result.task,
    example: { input: { taskId: 1, userId: 2 }, output: TASK },
  }),
  /** Where the tasks module is 25.700 or newer, comments live in a chat: use `v3.call` with `tasks.task.chat.message.send`. */
  comments: {
    list: method<TaskId, { ID: string | number }[]>({
      method: 'task.commentitem.getlist',
      summary: 'List comments of a task',
      kind: 'read',
      input: TaskId,
      // By position, and nothing else may be sent along.
      params: ({ taskId }) => [taskId],
      output: Rows,
      answer: asList,
      example: { input: { taskId: 1 }, output: [{ ID: '1' }] },
    }),
    add: method<{ readonly taskId: number; readonly fields: { readonly POST_MESSAGE: string } }, number>({
      method: 'task.commentitem.add',
      summary: 'Comment on a task and return the id of the comment',
      kind: 'create',
      input: Comment,
      params: ({ taskId, fields }) => [taskId, fields],
      output: schema(() => z.number()),
      example: { input: { taskId: 1, fields: { POST_MESSAGE: 'Done' } }, output: 1 },
    }),
  },
  checklist: {
    list: method<TaskId, { ID: string | number }[]>({
      method: 'task.checklistitem.getlist',
      summary: 'List the checklist of a task',
      kind: 'read',
      input: TaskId,
      params: ({ taskId }) => [taskId],
      output: Rows,
      answer: asList,
      example: { input: { taskId: 1 }, output: [{ ID: '1' }] },
    }),
    add: method<{ readonly taskId: number; readonly fields: { readonly TITLE: string } }, number>({
      method: 'task.checklistitem.add',
      summary: 'Add a point to the checklist of a task and return its id',
      kind: 'create',
      input: CheckItem,
      params: ({ taskId, fields }) => [taskId, fields],
      output: schema(() => z.number()),
      example: { input: { taskId: 1, fields: { TITLE: 'Call the client' } }, output: 1 },
    }),
    complete: method<CheckItemId, true>({
      method: 'task.checklistitem.complete',
      summary: 'Tick a point of a checklist',
      kind: 'update',
      input: CheckItemId,
      params: ({ taskId, itemId }) => [taskId, itemId],
      output: Done,
      answer: done,
      example: { input: { taskId: 1, itemId: 1 }, output: true },
    }),
    delete: method<CheckItemId, true>({
      method: 'task.checklistitem.delete',
      summary: 'Delete a point of a checklist',
      kind: 'delete',
      input: CheckItemId,
      params: ({ taskId, itemId }) => [taskId, itemId],
      output: Done,
      answer: done,
      example: { input: { taskId: 1, itemId: 1 }, output: true },
    }),
  },
}
