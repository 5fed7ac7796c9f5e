import { connectorConformance } from '@bpmcentr/core/testing/conformance'
import { creatio } from '../src/index.ts'
import { creatioSandbox } from '../src/testing.ts'
import { FORMS, JOHN, URL_OF_SITE } from './support/site.ts'

const FILE_ANSWER = 'the answer is a file, whatever its bytes'
const NO_ID = 'it names no record'
let files = 0

connectorConformance(creatio, {
  sandbox: (options) => creatioSandbox(options),
  options: { url: URL_OF_SITE, ...FORMS },
  wrong: { options: { url: URL_OF_SITE, username: 'Supervisor', password: 'another-password' }, help: /credentials/ },
  inputs: {
    'dataService.select': { schema: 'Contact', columns: ['Name', 'Email', 'Account'], rowCount: 10 },
    'dataService.batch': () => ({
      items: [{ insert: { schema: 'City', id: crypto.randomUUID(), values: { Name: 'Spokane' } } }],
    }),
    'dataService.delete': {
      schema: 'Contact',
      filter: {
        filterType: 1,
        comparisonType: 3,
        isEnabled: true,
        leftExpression: { expressionType: 0, columnPath: 'Name' },
        rightExpression: { expressionType: 2, parameter: { dataValueType: 1, value: 'Nobody' } },
      },
    },
    'files.putChunk': () => ({
      schema: 'ContactFile',
      parentColumn: 'Contact',
      parentId: JOHN,
      fileId: `c6f3a1a5-94c5-4b8f-9a1e-${String(++files).padStart(12, '0')}`,
      name: 'photo.png',
      mimeType: 'image/png',
      offset: 0,
      total: 3,
      bytes: new Uint8Array([1, 2, 3]),
    }),
  },
  missing: {
    'files.download': { schema: 'ContactFile', id: '00000000-0000-4000-8000-00000000dead' },
  },
  skip: {
    '*': { rateLimit: 'Creatio documents no limit of requests' },
    'dataService.select': { notFound: NO_ID },
    'dataService.insert': { notFound: NO_ID },
    'dataService.update': { notFound: 'no record that fits is no error' },
    'dataService.delete': { notFound: 'no record that fits is no error' },
    'dataService.batch': { notFound: 'each item tells of itself' },
    'processes.run': { notFound: NO_ID },
    'files.putChunk': { notFound: NO_ID },
    'files.delete': { notFound: 'no record that fits is no error', mismatch: 'the answer is not documented' },
    'files.download': { malformed: FILE_ANSWER, html: FILE_ANSWER, mismatch: FILE_ANSWER },
    'schemas.get': { notFound: NO_ID },
    'systemSettings.get': { notFound: NO_ID },
    'systemSettings.set': { notFound: NO_ID },
    'services.call': { notFound: NO_ID, mismatch: 'any answer fits' },
    'services.read': { notFound: NO_ID, mismatch: 'any answer fits' },
    'users.me': { notFound: NO_ID },
  },
})
