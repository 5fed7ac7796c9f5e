export { describe } from './csdl/describe.ts'
export { MetadataError } from './csdl/MetadataError.ts'
export type {
  CsdlModel,
  CsdlNavigation,
  CsdlOperation,
  CsdlParameter,
  CsdlProperty,
  CsdlSet,
  EnumType,
  StructuredType,
} from './csdl/model.ts'
export { type MetadataSource, type ParseMetadataOptions, parseMetadata } from './csdl/parse.ts'
export { type MetadataParser, metadataParser } from './csdl/parser.ts'
export { type Generated, type GenerateOptions, generateTypes } from './generate/generate.ts'
