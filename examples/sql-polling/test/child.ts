/** The program as a process of its own, so that it can be killed without a chance to tidy up. */
import { keycrm } from '@bpmcentr/keycrm'
import { openDatabase } from '../src/database.ts'
import { transfer } from '../src/transfer.ts'

const [file = '', baseUrl = ''] = process.argv.slice(2)
const db = openDatabase(process.env.DATABASE_URL, file)
const crm = keycrm({ apiKey: 'sandbox-key', baseUrl, limits: false })
await transfer({ db, crm, source: 1, follow: false, onOrder: ({ id }) => process.stdout.write(`${id}\n`) })
await crm.close()
await db.close()
