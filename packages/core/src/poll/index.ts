export { type PollBatch, type PollRange, type PollSource, type PollSourceOptions, pollSource } from './pollSource.ts'
export { type PollState, pollFrom, readPollState, type SeenRow } from './state.ts'
