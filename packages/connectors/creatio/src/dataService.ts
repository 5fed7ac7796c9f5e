import { batch } from './dataService/batch.ts'
import { select } from './dataService/select.ts'
import { insert, remove, update } from './dataService/write.ts'

export const dataService = { select, insert, update, delete: remove, batch }
