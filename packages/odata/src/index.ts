export { BatchItem } from './batch/items.ts'
export { BatchResult, type Outcome } from './batch/outcomes.ts'
export type { BatchOptions } from './batch/sendBatch.ts'
export { type BatchReference, bind, EntityReference } from './client/bind.ts'
export type { InvokeOptions } from './client/calls.ts'
export { conditionText } from './client/conditionText.ts'
export { isRemoved } from './client/delta.ts'
export { classifyOData, readError, type ServiceError } from './client/errors.ts'
export { type ODataOptions, odata, type StandaloneClient } from './client/odata.ts'
export { odataOn } from './client/odataOn.ts'
export type * from './client/queryTypes.ts'
export type { ReadAllOptions } from './client/readAll.ts'
export { annotationsOf, etagOf } from './client/rows.ts'
export type { BatchStyle, Paging, ServiceOptions } from './client/service.ts'
export type * from './client/types.ts'
export type { WriteOptions } from './client/writes.ts'
export { fromJsonDate, toJsonDate } from './dialect/jsonDate.ts'
export type { MetadataLevel, RowAnnotations } from './dialect/types.ts'
export type {
  AliasNode,
  ArgumentNode,
  ArithmeticOperator,
  BinaryNode,
  BinaryOperator,
  CallNode,
  ComparisonOperator,
  FilterNode,
  LambdaNode,
  ListNode,
  LiteralNode,
  LogicalOperator,
  ObjectNode,
  PathNode,
  PathSegment,
  TypeNode,
  UnaryNode,
} from './filter/ast.ts'
export { ODataSyntaxError } from './filter/ODataSyntaxError.ts'
export { type ParseOptions, parseFilter } from './filter/parse.ts'
export { type PrintOptions, printFilter } from './filter/print.ts'
export type {
  ActionType,
  Binary,
  DateOnly,
  DateTime,
  DateTimeOffset,
  Decimal,
  Duration,
  EdmType,
  EntitySet,
  EnumDescriptor,
  Flags,
  Flavored,
  FunctionType,
  Geo,
  Guid,
  Int64,
  NavigationDescriptor,
  NavigationName,
  ODataDescriptor,
  ODataModel,
  ODataVersion,
  OperationDescriptor,
  PropertyName,
  Singleton,
  TimeOfDay,
  TypeDescriptor,
  TypedDescriptor,
} from './model.ts'
export { castValue } from './query/castValue.ts'
export { and, not, or } from './query/conditions.ts'
export type { AnyField, AnyFields, Condition, FieldOf, Fields, ValueOf } from './query/fieldTypes.ts'
export { RawFilter, raw, unchecked } from './query/raw.ts'
export {
  binary,
  date,
  dateTime,
  dateTimeOffset,
  decimal,
  double,
  duration,
  EdmValue,
  enumValue,
  guid,
  int64,
  timeOfDay,
} from './query/values.ts'
