import type { Database, PollState, PollStore } from '@bpmcentr/sql'

/** Keeps how far a poll has come in a table. */
export function positionIn(db: Database, name: string): PollStore {
  return {
    async load() {
      const [row] = await db.query<{ position: string }>`select position from poll_positions where name = ${name}`
      return row === undefined ? undefined : (JSON.parse(row.position) as PollState)
    },
    async save(state) {
      await db.upsertMany('poll_positions', [{ name, position: JSON.stringify(state) }], { key: ['name'] })
    },
  }
}
