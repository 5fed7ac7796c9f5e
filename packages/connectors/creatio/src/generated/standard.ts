// Written by `odata generate` from the $metadata of the service. Do not edit: changes would be lost.
import type { DateTimeOffset, Decimal, EntitySet, Guid, TypedDescriptor } from '@bpmcentr/odata'

/** `Terrasoft.Configuration.OData.Account` */
export interface Account {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  AlternativeName: string | null
  Code: string | null
  Phone: string | null
  AdditionalPhone: string | null
  Fax: string | null
  Web: string | null
  Address: string | null
  Zip: string | null
  Notes: string | null
  OwnerId: Guid | null
  PrimaryContactId: Guid | null
  ParentId: Guid | null
  TypeId: Guid | null
  IndustryId: Guid | null
  CityId: Guid | null
  CountryId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Owner?: Contact | null
  PrimaryContact?: Contact | null
  Parent?: Account | null
  Type?: AccountType | null
  Industry?: AccountIndustry | null
  City?: City | null
  Country?: Country | null
}

export interface AccountKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.AccountFile` */
export interface AccountFile {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Notes: string | null
  Version: number
  Size: number
  AccountId: Guid | null
  TypeId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Account?: Account | null
  Type?: FileType | null
}

export interface AccountFileKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.AccountIndustry` */
export interface AccountIndustry {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface AccountIndustryKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.AccountType` */
export interface AccountType {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface AccountTypeKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Activity` */
export interface Activity {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Title: string | null
  StartDate: DateTimeOffset | null
  DueDate: DateTimeOffset | null
  DurationInMinutes: number
  Notes: string | null
  DetailedResult: string | null
  ShowInScheduler: boolean
  Body: string | null
  Sender: string | null
  Recepient: string | null
  OwnerId: Guid | null
  AuthorId: Guid | null
  ContactId: Guid | null
  AccountId: Guid | null
  TypeId: Guid | null
  StatusId: Guid | null
  PriorityId: Guid | null
  ActivityCategoryId: Guid | null
  LeadId: Guid | null
  OpportunityId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Owner?: Contact | null
  Author?: Contact | null
  Contact?: Contact | null
  Account?: Account | null
  Type?: ActivityType | null
  Status?: ActivityStatus | null
  Priority?: ActivityPriority | null
  ActivityCategory?: ActivityCategory | null
  Lead?: Lead | null
  Opportunity?: Opportunity | null
}

export interface ActivityKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.ActivityCategory` */
export interface ActivityCategory {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface ActivityCategoryKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.ActivityFile` */
export interface ActivityFile {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Notes: string | null
  Version: number
  Size: number
  ActivityId: Guid | null
  TypeId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Activity?: Activity | null
  Type?: FileType | null
}

export interface ActivityFileKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.ActivityPriority` */
export interface ActivityPriority {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface ActivityPriorityKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.ActivityStatus` */
export interface ActivityStatus {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface ActivityStatusKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.ActivityType` */
export interface ActivityType {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface ActivityTypeKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Case` */
export interface Case {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Number: string | null
  Subject: string | null
  Symptoms: string | null
  Solution: string | null
  RegisteredOn: DateTimeOffset | null
  SolutionDate: DateTimeOffset | null
  ClosureDate: DateTimeOffset | null
  Notes: string | null
  AccountId: Guid | null
  ContactId: Guid | null
  OwnerId: Guid | null
  StatusId: Guid | null
  PriorityId: Guid | null
  OriginId: Guid | null
  CategoryId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Account?: Account | null
  Contact?: Contact | null
  Owner?: Contact | null
  Status?: CaseStatus | null
  Priority?: CasePriority | null
  Origin?: CaseOrigin | null
  Category?: CaseCategory | null
}

export interface CaseKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.CaseCategory` */
export interface CaseCategory {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface CaseCategoryKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.CaseFile` */
export interface CaseFile {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Notes: string | null
  Version: number
  Size: number
  CaseId: Guid | null
  TypeId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Case?: Case | null
  Type?: FileType | null
}

export interface CaseFileKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.CaseOrigin` */
export interface CaseOrigin {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface CaseOriginKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.CasePriority` */
export interface CasePriority {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface CasePriorityKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.CaseStatus` */
export interface CaseStatus {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface CaseStatusKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.City` */
export interface City {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  CountryId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Country?: Country | null
}

export interface CityKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Contact` */
export interface Contact {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Surname: string | null
  GivenName: string | null
  MiddleName: string | null
  Dear: string | null
  JobTitle: string | null
  BirthDate: DateTimeOffset | null
  Phone: string | null
  MobilePhone: string | null
  HomePhone: string | null
  Email: string | null
  Skype: string | null
  Address: string | null
  Zip: string | null
  Notes: string | null
  Age: number
  Confirmed: boolean
  DoNotUseEmail: boolean
  DoNotUseCall: boolean
  DoNotUseSms: boolean
  DoNotUseMail: boolean
  DoNotUseFax: boolean
  OwnerId: Guid | null
  AccountId: Guid | null
  TypeId: Guid | null
  CityId: Guid | null
  CountryId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Owner?: Contact | null
  Account?: Account | null
  Type?: ContactType | null
  City?: City | null
  Country?: Country | null
}

export interface ContactKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.ContactFile` */
export interface ContactFile {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Notes: string | null
  Version: number
  Size: number
  ContactId: Guid | null
  TypeId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Contact?: Contact | null
  Type?: FileType | null
}

export interface ContactFileKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.ContactType` */
export interface ContactType {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface ContactTypeKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Country` */
export interface Country {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Code: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface CountryKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Currency` */
export interface Currency {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Code: string | null
  ShortName: string | null
  Symbol: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface CurrencyKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.FileType` */
export interface FileType {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface FileTypeKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Lead` */
export interface Lead {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  LeadName: string | null
  Contact: string | null
  Account: string | null
  Email: string | null
  MobilePhone: string | null
  BusinesPhone: string | null
  Website: string | null
  FullJobTitle: string | null
  Commentary: string | null
  Budget: Decimal
  OwnerId: Guid | null
  QualifiedContactId: Guid | null
  QualifiedAccountId: Guid | null
  LeadTypeId: Guid | null
  QualifyStatusId: Guid | null
  CountryId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Owner?: Contact | null
  QualifiedContact?: Contact | null
  QualifiedAccount?: Account | null
  LeadType?: LeadType | null
  QualifyStatus?: QualifyStatus | null
  Country?: Country | null
}

export interface LeadKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.LeadType` */
export interface LeadType {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface LeadTypeKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Opportunity` */
export interface Opportunity {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Title: string | null
  Amount: Decimal
  Budget: Decimal
  Probability: number
  DueDate: DateTimeOffset | null
  Notes: string | null
  AccountId: Guid | null
  ContactId: Guid | null
  OwnerId: Guid | null
  StageId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Account?: Account | null
  Contact?: Contact | null
  Owner?: Contact | null
  Stage?: OpportunityStage | null
}

export interface OpportunityKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.OpportunityFile` */
export interface OpportunityFile {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Notes: string | null
  Version: number
  Size: number
  OpportunityId: Guid | null
  TypeId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Opportunity?: Opportunity | null
  Type?: FileType | null
}

export interface OpportunityFileKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.OpportunityStage` */
export interface OpportunityStage {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface OpportunityStageKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Order` */
export interface Order {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Number: string | null
  Date: DateTimeOffset | null
  DueDate: DateTimeOffset | null
  ActualDate: DateTimeOffset | null
  Amount: Decimal
  PaymentAmount: Decimal
  PrimaryAmount: Decimal
  Comment: string | null
  DeliveryAddress: string | null
  ReceiverName: string | null
  ContactNumber: string | null
  Notes: string | null
  AccountId: Guid | null
  ContactId: Guid | null
  OwnerId: Guid | null
  StatusId: Guid | null
  PaymentStatusId: Guid | null
  DeliveryStatusId: Guid | null
  CurrencyId: Guid | null
  OpportunityId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Account?: Account | null
  Contact?: Contact | null
  Owner?: Contact | null
  Status?: OrderStatus | null
  PaymentStatus?: OrderPaymentStatus | null
  DeliveryStatus?: OrderDeliveryStatus | null
  Currency?: Currency | null
  Opportunity?: Opportunity | null
}

export interface OrderKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.OrderDeliveryStatus` */
export interface OrderDeliveryStatus {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface OrderDeliveryStatusKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.OrderFile` */
export interface OrderFile {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Notes: string | null
  Version: number
  Size: number
  OrderId: Guid | null
  TypeId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Order?: Order | null
  Type?: FileType | null
}

export interface OrderFileKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.OrderPaymentStatus` */
export interface OrderPaymentStatus {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface OrderPaymentStatusKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.OrderProduct` */
export interface OrderProduct {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Quantity: Decimal
  Price: Decimal
  Amount: Decimal
  DiscountPercent: Decimal
  DiscountAmount: Decimal
  TaxAmount: Decimal
  TotalAmount: Decimal
  Notes: string | null
  OrderId: Guid | null
  ProductId: Guid | null
  CurrencyId: Guid | null
  UnitId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Order?: Order | null
  Product?: Product | null
  Currency?: Currency | null
  Unit?: Unit | null
}

export interface OrderProductKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.OrderStatus` */
export interface OrderStatus {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface OrderStatusKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Product` */
export interface Product {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Code: string | null
  Description: string | null
  Price: Decimal
  IsArchive: boolean
  URL: string | null
  Notes: string | null
  OwnerId: Guid | null
  CurrencyId: Guid | null
  UnitId: Guid | null
  CategoryId: Guid | null
  TypeId: Guid | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
  Owner?: Contact | null
  Currency?: Currency | null
  Unit?: Unit | null
  Category?: ProductCategory | null
  Type?: ProductType | null
}

export interface ProductKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.ProductCategory` */
export interface ProductCategory {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface ProductCategoryKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.ProductType` */
export interface ProductType {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface ProductTypeKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.QualifyStatus` */
export interface QualifyStatus {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface QualifyStatusKey {
  Id: Guid
}

/** `Terrasoft.Configuration.OData.Unit` */
export interface Unit {
  Id: Guid
  CreatedOn: DateTimeOffset | null
  ModifiedOn: DateTimeOffset | null
  CreatedById: Guid | null
  ModifiedById: Guid | null
  Name: string | null
  ShortName: string | null
  Description: string | null
  ProcessListeners: number
  CreatedBy?: Contact | null
  ModifiedBy?: Contact | null
}

export interface UnitKey {
  Id: Guid
}

/** What the service offers, by the names of the wire. */
export interface Standard {
  sets: {
    Account: EntitySet<Account, AccountKey>
    AccountFile: EntitySet<AccountFile, AccountFileKey>
    AccountIndustry: EntitySet<AccountIndustry, AccountIndustryKey>
    AccountType: EntitySet<AccountType, AccountTypeKey>
    Activity: EntitySet<Activity, ActivityKey>
    ActivityCategory: EntitySet<ActivityCategory, ActivityCategoryKey>
    ActivityFile: EntitySet<ActivityFile, ActivityFileKey>
    ActivityPriority: EntitySet<ActivityPriority, ActivityPriorityKey>
    ActivityStatus: EntitySet<ActivityStatus, ActivityStatusKey>
    ActivityType: EntitySet<ActivityType, ActivityTypeKey>
    Case: EntitySet<Case, CaseKey>
    CaseCategory: EntitySet<CaseCategory, CaseCategoryKey>
    CaseFile: EntitySet<CaseFile, CaseFileKey>
    CaseOrigin: EntitySet<CaseOrigin, CaseOriginKey>
    CasePriority: EntitySet<CasePriority, CasePriorityKey>
    CaseStatus: EntitySet<CaseStatus, CaseStatusKey>
    City: EntitySet<City, CityKey>
    Contact: EntitySet<Contact, ContactKey>
    ContactFile: EntitySet<ContactFile, ContactFileKey>
    ContactType: EntitySet<ContactType, ContactTypeKey>
    Country: EntitySet<Country, CountryKey>
    Currency: EntitySet<Currency, CurrencyKey>
    FileType: EntitySet<FileType, FileTypeKey>
    Lead: EntitySet<Lead, LeadKey>
    LeadType: EntitySet<LeadType, LeadTypeKey>
    Opportunity: EntitySet<Opportunity, OpportunityKey>
    OpportunityFile: EntitySet<OpportunityFile, OpportunityFileKey>
    OpportunityStage: EntitySet<OpportunityStage, OpportunityStageKey>
    Order: EntitySet<Order, OrderKey>
    OrderDeliveryStatus: EntitySet<OrderDeliveryStatus, OrderDeliveryStatusKey>
    OrderFile: EntitySet<OrderFile, OrderFileKey>
    OrderPaymentStatus: EntitySet<OrderPaymentStatus, OrderPaymentStatusKey>
    OrderProduct: EntitySet<OrderProduct, OrderProductKey>
    OrderStatus: EntitySet<OrderStatus, OrderStatusKey>
    Product: EntitySet<Product, ProductKey>
    ProductCategory: EntitySet<ProductCategory, ProductCategoryKey>
    ProductType: EntitySet<ProductType, ProductTypeKey>
    QualifyStatus: EntitySet<QualifyStatus, QualifyStatusKey>
    Unit: EntitySet<Unit, UnitKey>
  }
  singletons: Record<never, never>
  operations: Record<never, never>
}

/** What the client of {@link Standard} has to know at run time. */
export const standard: TypedDescriptor<Standard, '4.0'> = {
  version: '4.0',
  sets: {
    Account: 'Terrasoft.Configuration.OData.Account',
    AccountFile: 'Terrasoft.Configuration.OData.AccountFile',
    AccountIndustry: 'Terrasoft.Configuration.OData.AccountIndustry',
    AccountType: 'Terrasoft.Configuration.OData.AccountType',
    Activity: 'Terrasoft.Configuration.OData.Activity',
    ActivityCategory: 'Terrasoft.Configuration.OData.ActivityCategory',
    ActivityFile: 'Terrasoft.Configuration.OData.ActivityFile',
    ActivityPriority: 'Terrasoft.Configuration.OData.ActivityPriority',
    ActivityStatus: 'Terrasoft.Configuration.OData.ActivityStatus',
    ActivityType: 'Terrasoft.Configuration.OData.ActivityType',
    Case: 'Terrasoft.Configuration.OData.Case',
    CaseCategory: 'Terrasoft.Configuration.OData.CaseCategory',
    CaseFile: 'Terrasoft.Configuration.OData.CaseFile',
    CaseOrigin: 'Terrasoft.Configuration.OData.CaseOrigin',
    CasePriority: 'Terrasoft.Configuration.OData.CasePriority',
    CaseStatus: 'Terrasoft.Configuration.OData.CaseStatus',
    City: 'Terrasoft.Configuration.OData.City',
    Contact: 'Terrasoft.Configuration.OData.Contact',
    ContactFile: 'Terrasoft.Configuration.OData.ContactFile',
    ContactType: 'Terrasoft.Configuration.OData.ContactType',
    Country: 'Terrasoft.Configuration.OData.Country',
    Currency: 'Terrasoft.Configuration.OData.Currency',
    FileType: 'Terrasoft.Configuration.OData.FileType',
    Lead: 'Terrasoft.Configuration.OData.Lead',
    LeadType: 'Terrasoft.Configuration.OData.LeadType',
    Opportunity: 'Terrasoft.Configuration.OData.Opportunity',
    OpportunityFile: 'Terrasoft.Configuration.OData.OpportunityFile',
    OpportunityStage: 'Terrasoft.Configuration.OData.OpportunityStage',
    Order: 'Terrasoft.Configuration.OData.Order',
    OrderDeliveryStatus: 'Terrasoft.Configuration.OData.OrderDeliveryStatus',
    OrderFile: 'Terrasoft.Configuration.OData.OrderFile',
    OrderPaymentStatus: 'Terrasoft.Configuration.OData.OrderPaymentStatus',
    OrderProduct: 'Terrasoft.Configuration.OData.OrderProduct',
    OrderStatus: 'Terrasoft.Configuration.OData.OrderStatus',
    Product: 'Terrasoft.Configuration.OData.Product',
    ProductCategory: 'Terrasoft.Configuration.OData.ProductCategory',
    ProductType: 'Terrasoft.Configuration.OData.ProductType',
    QualifyStatus: 'Terrasoft.Configuration.OData.QualifyStatus',
    Unit: 'Terrasoft.Configuration.OData.Unit',
  },
  types: {
    'Terrasoft.Configuration.OData.Account': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', AlternativeName: 'Edm.String', Code: 'Edm.String', Phone: 'Edm.String', AdditionalPhone: 'Edm.String', Fax: 'Edm.String', Web: 'Edm.String', Address: 'Edm.String', Zip: 'Edm.String', Notes: 'Edm.String', OwnerId: 'Edm.Guid', PrimaryContactId: 'Edm.Guid', ParentId: 'Edm.Guid', TypeId: 'Edm.Guid', IndustryId: 'Edm.Guid', CityId: 'Edm.Guid', CountryId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Owner: { type: 'Terrasoft.Configuration.OData.Contact' }, PrimaryContact: { type: 'Terrasoft.Configuration.OData.Contact' }, Parent: { type: 'Terrasoft.Configuration.OData.Account' }, Type: { type: 'Terrasoft.Configuration.OData.AccountType' }, Industry: { type: 'Terrasoft.Configuration.OData.AccountIndustry' }, City: { type: 'Terrasoft.Configuration.OData.City' }, Country: { type: 'Terrasoft.Configuration.OData.Country' } } },
    'Terrasoft.Configuration.OData.AccountFile': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Notes: 'Edm.String', Version: 'Edm.Int32', Size: 'Edm.Int32', Data: 'Edm.Stream', AccountId: 'Edm.Guid', TypeId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Account: { type: 'Terrasoft.Configuration.OData.Account' }, Type: { type: 'Terrasoft.Configuration.OData.FileType' } } },
    'Terrasoft.Configuration.OData.AccountIndustry': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.AccountType': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.Activity': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Title: 'Edm.String', StartDate: 'Edm.DateTimeOffset', DueDate: 'Edm.DateTimeOffset', DurationInMinutes: 'Edm.Int32', Notes: 'Edm.String', DetailedResult: 'Edm.String', ShowInScheduler: 'Edm.Boolean', Body: 'Edm.String', Sender: 'Edm.String', Recepient: 'Edm.String', OwnerId: 'Edm.Guid', AuthorId: 'Edm.Guid', ContactId: 'Edm.Guid', AccountId: 'Edm.Guid', TypeId: 'Edm.Guid', StatusId: 'Edm.Guid', PriorityId: 'Edm.Guid', ActivityCategoryId: 'Edm.Guid', LeadId: 'Edm.Guid', OpportunityId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Owner: { type: 'Terrasoft.Configuration.OData.Contact' }, Author: { type: 'Terrasoft.Configuration.OData.Contact' }, Contact: { type: 'Terrasoft.Configuration.OData.Contact' }, Account: { type: 'Terrasoft.Configuration.OData.Account' }, Type: { type: 'Terrasoft.Configuration.OData.ActivityType' }, Status: { type: 'Terrasoft.Configuration.OData.ActivityStatus' }, Priority: { type: 'Terrasoft.Configuration.OData.ActivityPriority' }, ActivityCategory: { type: 'Terrasoft.Configuration.OData.ActivityCategory' }, Lead: { type: 'Terrasoft.Configuration.OData.Lead' }, Opportunity: { type: 'Terrasoft.Configuration.OData.Opportunity' } } },
    'Terrasoft.Configuration.OData.ActivityCategory': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.ActivityFile': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Notes: 'Edm.String', Version: 'Edm.Int32', Size: 'Edm.Int32', Data: 'Edm.Stream', ActivityId: 'Edm.Guid', TypeId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Activity: { type: 'Terrasoft.Configuration.OData.Activity' }, Type: { type: 'Terrasoft.Configuration.OData.FileType' } } },
    'Terrasoft.Configuration.OData.ActivityPriority': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.ActivityStatus': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.ActivityType': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.Case': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Number: 'Edm.String', Subject: 'Edm.String', Symptoms: 'Edm.String', Solution: 'Edm.String', RegisteredOn: 'Edm.DateTimeOffset', SolutionDate: 'Edm.DateTimeOffset', ClosureDate: 'Edm.DateTimeOffset', Notes: 'Edm.String', AccountId: 'Edm.Guid', ContactId: 'Edm.Guid', OwnerId: 'Edm.Guid', StatusId: 'Edm.Guid', PriorityId: 'Edm.Guid', OriginId: 'Edm.Guid', CategoryId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Account: { type: 'Terrasoft.Configuration.OData.Account' }, Contact: { type: 'Terrasoft.Configuration.OData.Contact' }, Owner: { type: 'Terrasoft.Configuration.OData.Contact' }, Status: { type: 'Terrasoft.Configuration.OData.CaseStatus' }, Priority: { type: 'Terrasoft.Configuration.OData.CasePriority' }, Origin: { type: 'Terrasoft.Configuration.OData.CaseOrigin' }, Category: { type: 'Terrasoft.Configuration.OData.CaseCategory' } } },
    'Terrasoft.Configuration.OData.CaseCategory': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.CaseFile': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Notes: 'Edm.String', Version: 'Edm.Int32', Size: 'Edm.Int32', Data: 'Edm.Stream', CaseId: 'Edm.Guid', TypeId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Case: { type: 'Terrasoft.Configuration.OData.Case' }, Type: { type: 'Terrasoft.Configuration.OData.FileType' } } },
    'Terrasoft.Configuration.OData.CaseOrigin': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.CasePriority': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.CaseStatus': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.City': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', CountryId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Country: { type: 'Terrasoft.Configuration.OData.Country' } } },
    'Terrasoft.Configuration.OData.Contact': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Surname: 'Edm.String', GivenName: 'Edm.String', MiddleName: 'Edm.String', Dear: 'Edm.String', JobTitle: 'Edm.String', BirthDate: 'Edm.DateTimeOffset', Phone: 'Edm.String', MobilePhone: 'Edm.String', HomePhone: 'Edm.String', Email: 'Edm.String', Skype: 'Edm.String', Address: 'Edm.String', Zip: 'Edm.String', Notes: 'Edm.String', Age: 'Edm.Int32', Confirmed: 'Edm.Boolean', DoNotUseEmail: 'Edm.Boolean', DoNotUseCall: 'Edm.Boolean', DoNotUseSms: 'Edm.Boolean', DoNotUseMail: 'Edm.Boolean', DoNotUseFax: 'Edm.Boolean', ContactPhoto: 'Edm.Stream', OwnerId: 'Edm.Guid', AccountId: 'Edm.Guid', TypeId: 'Edm.Guid', CityId: 'Edm.Guid', CountryId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Owner: { type: 'Terrasoft.Configuration.OData.Contact' }, Account: { type: 'Terrasoft.Configuration.OData.Account' }, Type: { type: 'Terrasoft.Configuration.OData.ContactType' }, City: { type: 'Terrasoft.Configuration.OData.City' }, Country: { type: 'Terrasoft.Configuration.OData.Country' } } },
    'Terrasoft.Configuration.OData.ContactFile': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Notes: 'Edm.String', Version: 'Edm.Int32', Size: 'Edm.Int32', Data: 'Edm.Stream', ContactId: 'Edm.Guid', TypeId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Contact: { type: 'Terrasoft.Configuration.OData.Contact' }, Type: { type: 'Terrasoft.Configuration.OData.FileType' } } },
    'Terrasoft.Configuration.OData.ContactType': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.Country': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Code: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.Currency': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Code: 'Edm.String', ShortName: 'Edm.String', Symbol: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.FileType': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.Lead': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', LeadName: 'Edm.String', Contact: 'Edm.String', Account: 'Edm.String', Email: 'Edm.String', MobilePhone: 'Edm.String', BusinesPhone: 'Edm.String', Website: 'Edm.String', FullJobTitle: 'Edm.String', Commentary: 'Edm.String', Budget: 'Edm.Decimal', OwnerId: 'Edm.Guid', QualifiedContactId: 'Edm.Guid', QualifiedAccountId: 'Edm.Guid', LeadTypeId: 'Edm.Guid', QualifyStatusId: 'Edm.Guid', CountryId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Owner: { type: 'Terrasoft.Configuration.OData.Contact' }, QualifiedContact: { type: 'Terrasoft.Configuration.OData.Contact' }, QualifiedAccount: { type: 'Terrasoft.Configuration.OData.Account' }, LeadType: { type: 'Terrasoft.Configuration.OData.LeadType' }, QualifyStatus: { type: 'Terrasoft.Configuration.OData.QualifyStatus' }, Country: { type: 'Terrasoft.Configuration.OData.Country' } } },
    'Terrasoft.Configuration.OData.LeadType': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.Opportunity': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Title: 'Edm.String', Amount: 'Edm.Decimal', Budget: 'Edm.Decimal', Probability: 'Edm.Int32', DueDate: 'Edm.DateTimeOffset', Notes: 'Edm.String', AccountId: 'Edm.Guid', ContactId: 'Edm.Guid', OwnerId: 'Edm.Guid', StageId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Account: { type: 'Terrasoft.Configuration.OData.Account' }, Contact: { type: 'Terrasoft.Configuration.OData.Contact' }, Owner: { type: 'Terrasoft.Configuration.OData.Contact' }, Stage: { type: 'Terrasoft.Configuration.OData.OpportunityStage' } } },
    'Terrasoft.Configuration.OData.OpportunityFile': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Notes: 'Edm.String', Version: 'Edm.Int32', Size: 'Edm.Int32', Data: 'Edm.Stream', OpportunityId: 'Edm.Guid', TypeId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Opportunity: { type: 'Terrasoft.Configuration.OData.Opportunity' }, Type: { type: 'Terrasoft.Configuration.OData.FileType' } } },
    'Terrasoft.Configuration.OData.OpportunityStage': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.Order': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Number: 'Edm.String', Date: 'Edm.DateTimeOffset', DueDate: 'Edm.DateTimeOffset', ActualDate: 'Edm.DateTimeOffset', Amount: 'Edm.Decimal', PaymentAmount: 'Edm.Decimal', PrimaryAmount: 'Edm.Decimal', Comment: 'Edm.String', DeliveryAddress: 'Edm.String', ReceiverName: 'Edm.String', ContactNumber: 'Edm.String', Notes: 'Edm.String', AccountId: 'Edm.Guid', ContactId: 'Edm.Guid', OwnerId: 'Edm.Guid', StatusId: 'Edm.Guid', PaymentStatusId: 'Edm.Guid', DeliveryStatusId: 'Edm.Guid', CurrencyId: 'Edm.Guid', OpportunityId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Account: { type: 'Terrasoft.Configuration.OData.Account' }, Contact: { type: 'Terrasoft.Configuration.OData.Contact' }, Owner: { type: 'Terrasoft.Configuration.OData.Contact' }, Status: { type: 'Terrasoft.Configuration.OData.OrderStatus' }, PaymentStatus: { type: 'Terrasoft.Configuration.OData.OrderPaymentStatus' }, DeliveryStatus: { type: 'Terrasoft.Configuration.OData.OrderDeliveryStatus' }, Currency: { type: 'Terrasoft.Configuration.OData.Currency' }, Opportunity: { type: 'Terrasoft.Configuration.OData.Opportunity' } } },
    'Terrasoft.Configuration.OData.OrderDeliveryStatus': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.OrderFile': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Notes: 'Edm.String', Version: 'Edm.Int32', Size: 'Edm.Int32', Data: 'Edm.Stream', OrderId: 'Edm.Guid', TypeId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Order: { type: 'Terrasoft.Configuration.OData.Order' }, Type: { type: 'Terrasoft.Configuration.OData.FileType' } } },
    'Terrasoft.Configuration.OData.OrderPaymentStatus': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.OrderProduct': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Quantity: 'Edm.Decimal', Price: 'Edm.Decimal', Amount: 'Edm.Decimal', DiscountPercent: 'Edm.Decimal', DiscountAmount: 'Edm.Decimal', TaxAmount: 'Edm.Decimal', TotalAmount: 'Edm.Decimal', Notes: 'Edm.String', OrderId: 'Edm.Guid', ProductId: 'Edm.Guid', CurrencyId: 'Edm.Guid', UnitId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Order: { type: 'Terrasoft.Configuration.OData.Order' }, Product: { type: 'Terrasoft.Configuration.OData.Product' }, Currency: { type: 'Terrasoft.Configuration.OData.Currency' }, Unit: { type: 'Terrasoft.Configuration.OData.Unit' } } },
    'Terrasoft.Configuration.OData.OrderStatus': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.Product': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Code: 'Edm.String', Description: 'Edm.String', Price: 'Edm.Decimal', IsArchive: 'Edm.Boolean', URL: 'Edm.String', Notes: 'Edm.String', OwnerId: 'Edm.Guid', CurrencyId: 'Edm.Guid', UnitId: 'Edm.Guid', CategoryId: 'Edm.Guid', TypeId: 'Edm.Guid', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, Owner: { type: 'Terrasoft.Configuration.OData.Contact' }, Currency: { type: 'Terrasoft.Configuration.OData.Currency' }, Unit: { type: 'Terrasoft.Configuration.OData.Unit' }, Category: { type: 'Terrasoft.Configuration.OData.ProductCategory' }, Type: { type: 'Terrasoft.Configuration.OData.ProductType' } } },
    'Terrasoft.Configuration.OData.ProductCategory': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.ProductType': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.QualifyStatus': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
    'Terrasoft.Configuration.OData.Unit': { key: ['Id'], properties: { Id: 'Edm.Guid', CreatedOn: 'Edm.DateTimeOffset', ModifiedOn: 'Edm.DateTimeOffset', CreatedById: 'Edm.Guid', ModifiedById: 'Edm.Guid', Name: 'Edm.String', ShortName: 'Edm.String', Description: 'Edm.String', ProcessListeners: 'Edm.Int32' }, navigation: { CreatedBy: { type: 'Terrasoft.Configuration.OData.Contact' }, ModifiedBy: { type: 'Terrasoft.Configuration.OData.Contact' } } },
  },
}
