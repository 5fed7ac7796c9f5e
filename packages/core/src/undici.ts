export { type UndiciProxy, type UndiciTransportOptions, undiciTransport } from './undici/transport.ts'
