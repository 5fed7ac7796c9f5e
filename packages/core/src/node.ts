export { type FileOptions, type FilePartOptions, fileBody, filePart } from './node/fileSource.ts'
export { type FileTokenStoreOptions, fileTokenStore } from './node/fileTokenStore.ts'
export { type NodeHandler, type NodeRequest, toNodeHandler } from './node/toNodeHandler.ts'
